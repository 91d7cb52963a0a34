#include "storage/task_row.h"

namespace epitaph::storage {

namespace {

constexpr std::array<std::string_view, kTaskFields> kNames = {"account",
                                                              "region",
                                                              "cluster",
                                                              "service",
                                                              "family",
                                                              "taskDefinition",
                                                              "image",
                                                              "imageDigest",
                                                              "availabilityZone",
                                                              "capacityProvider",
                                                              "launchType",
                                                              "lastStatus",
                                                              "stopCode",
                                                              "cause",
                                                              "kind",
                                                              "exitCode",
                                                              "container",
                                                              "containerExitCode",
                                                              "deployment",
                                                              "issue",
                                                              "desiredStatus",
                                                              "startedBy",
                                                              "containerInstance"};

}  // namespace

std::string_view to_string(TaskField field) { return kNames[static_cast<std::size_t>(field)]; }

}  // namespace epitaph::storage
