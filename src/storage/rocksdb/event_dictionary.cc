#include "storage/rocksdb/event_dictionary.h"

namespace epitaph::storage::rocks {

namespace {

// clang-format off
constexpr std::string_view kDictionary =
    R"(Task failed container health checksHost EC2 (instance i-0) terminated.Task failed ELB health)"
    R"( checks in (target-group arn:aws:elasticloadbalancing:us-west-2:targetgroup/service unable t)"
    R"(o place a task because no container instance met all of its requirements. CannotStartContain)"
    R"(erError: Error response from daemon: OCI runtime create failed: container_linux.go: starting)"
    R"( container process caused: exec: \"ResourceInitializationError: unable to pull secrets or re)"
    R"(gistry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: serv)"
    R"(ice call has been retried 3 time(s): RequestError: send request failed caused by: Post \"htt)"
    R"(ps://api.ecr.CannotPullContainerError: pull image manifest has been retried 5 time(s): faile)"
    R"(d to resolve ref .dkr.ecr.eu-west-1.amazonaws.com/:latest: not foundOutOfMemoryError: Contai)"
    R"(ner killed due to memory usageYour Spot Task was interrupted.Task stopped by userScaling act)"
    R"(ivity initiated by (deployment ecs-svc/Essential container in task exitedTerminationNotice,S)"
    R"(potInterruption,UserInitiated,TaskFailedToStart,ServiceSchedulerInitiated,EssentialContainer)"
    R"(ExitedPROVISIONING,PENDING,ACTIVATING,RUNNING,DEACTIVATING,STOPPING,DEPROVISIONING,DELETED,A)"
    R"(TTACHED{"detail-type":"ECS Service Action","detail":{"eventType":"WARN","eventName":"SERVICE)"
    R"(_STEADY_STATE","clusterArn":"arn:aws:ecs:","createdAt":""}}{"version":"0","id":"-","detail-t)"
    R"(ype":"ECS Deployment State Change","source":"aws.ecs","account":"","time":"2025-01-01T00:00:)"
    R"(00Z","region":"ap-southeast-1","resources":["arn:aws:ecs:ap-southeast-1:service/"],"detail":)"
    R"({"eventType":"INFO","eventName":"SERVICE_DEPLOYMENT_COMPLETED","clusterArn":"","deploymentId)"
    R"(":"ecs-svc/","updatedAt":"","reason":"ECS deployment ecs-svc/ completed."}}{"attributes":[{")"
    R"(name":"ecs.cpu-architecture","value":"x86_64"}],"capacityProviderName":"FARGATE_SPOT","conta)"
    R"(inerInstanceArn":"arn:aws:ecs:us-west-2:container-instance/","launchType":"EC2","managedAgen)"
    R"(ts":[{"name":"ExecuteCommandAgent","status":"STOPPED"}],"networkBindings":[{"bindIP":"0.0.0.)"
    R"(0","containerPort":80,"hostPort":32768,"protocol":"tcp"}],"gpuIds":[],"memoryReservation":"")"
    R"(,"healthStatus":"UNKNOWN"}{"version":"0","id":"-","detail-type":"ECS Task State Change","sou)"
    R"(rce":"aws.ecs","account":"","time":"2026-01-01T00:00:00Z","region":"us-east-1","resources":[)"
    R"("arn:aws:ecs:us-east-1:task/"],"detail":{"attachments":[{"id":"-","type":"eni","status":"DEL)"
    R"(ETED","details":[{"name":"subnetId","value":"subnet-0"},{"name":"networkInterfaceId","value")"
    R"(:"eni-0"},{"name":"macAddress","value":"06:"},{"name":"privateDnsName","value":"ip-10-0-.us-)"
    R"(east-1.compute.internal"},{"name":"privateIPv4Address","value":"10.0."}]}],"attributes":[{"n)"
    R"(ame":"ecs.cpu-architecture","value":"x86_64"}],"availabilityZone":"us-east-1a","capacityProv)"
    R"(iderName":"FARGATE","clusterArn":"arn:aws:ecs:us-east-1:cluster/","connectivity":"CONNECTED")"
    R"(,"connectivityAt":"2026-01-01T00:00:00.000Z","containers":[{"containerArn":"arn:aws:ecs:us-e)"
    R"(ast-1:container/","lastStatus":"STOPPED","name":"log_router","image":".dkr.ecr.us-east-1.ama)"
    R"(zonaws.com/","imageDigest":"sha256:","runtimeId":"-","exitCode":0,"taskArn":"arn:aws:ecs:us-)"
    R"(east-1:task/","networkInterfaces":[{"attachmentId":"-","privateIpv4Address":"10.0."}],"cpu":)"
    R"("0","memory":""},{"containerArn":"arn:aws:ecs:us-east-1:container/","lastStatus":"STOPPED",")"
    R"(name":"app","image":".dkr.ecr.us-east-1.amazonaws.com/","imageDigest":"sha256:","runtimeId":)"
    R"("-","exitCode":1,"reason":"","taskArn":"arn:aws:ecs:us-east-1:task/","networkInterfaces":[{")"
    R"(attachmentId":"-","privateIpv4Address":"10.0."}],"cpu":"0","memory":""}],"cpu":"512","create)"
    R"(dAt":"2026-01-01T00:00:00.000Z","desiredStatus":"STOPPED","enableExecuteCommand":false,"ephe)"
    R"(meralStorage":{"sizeInGiB":20},"executionStoppedAt":"2026-01-01T00:00:00.000Z","group":"serv)"
    R"(ice:","launchType":"FARGATE","lastStatus":"STOPPED","memory":"1024","overrides":{"containerO)"
    R"(verrides":[{"name":"log_router"},{"name":"app"}]},"platformVersion":"1.4.0","pullStartedAt":)"
    R"("2026-01-01T00:00:00.000Z","pullStoppedAt":"2026-01-01T00:00:00.000Z","startedAt":"2026-01-0)"
    R"(1T00:00:00.000Z","startedBy":"ecs-svc/","stopCode":"EssentialContainerExited","stoppedAt":"2)"
    R"(026-01-01T00:00:00.000Z","stoppedReason":"Essential container in task exited","stoppingAt":")"
    R"(2026-01-01T00:00:00.000Z","taskArn":"arn:aws:ecs:us-east-1:task/","taskDefinitionArn":"arn:a)"
    R"(ws:ecs:us-east-1:task-definition/","updatedAt":"2026-01-01T00:00:00.000Z","version":5}})";
// clang-format on

}  // namespace

std::string_view event_dictionary() { return kDictionary; }

}  // namespace epitaph::storage::rocks
