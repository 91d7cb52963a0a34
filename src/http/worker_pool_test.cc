#include "http/worker_pool.h"

#include <atomic>
#include <latch>

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

TEST(WorkerPool, RefusesPastThreadsAndQueueAndTakesAgainLater) {
  WorkerPool pool(1, 2);
  std::latch release(1), all_done(3);
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(pool.try_reserve());
    pool.run([&] {
      release.wait();
      all_done.count_down();
    });
  }
  EXPECT_FALSE(pool.try_reserve());
  EXPECT_EQ(pool.jobs(), 3U);
  release.count_down();
  all_done.wait();
  while (!pool.try_reserve()) std::this_thread::yield();  // the last job's place follows its end
  pool.run([] {});
}

TEST(WorkerPool, StopRunsWhatIsQueued) {
  std::atomic<int> ran = 0;
  {
    WorkerPool pool(2, 98);
    for (int i = 0; i < 100; ++i) {
      ASSERT_TRUE(pool.try_reserve());
      pool.run([&] { ++ran; });
    }
  }
  EXPECT_EQ(ran, 100);
}

TEST(WorkerPool, RunsJobsAtOnceOnAllItsThreads) {
  WorkerPool pool(4, 0);
  std::latch all_here(4);
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(pool.try_reserve());
    pool.run([&] { all_here.arrive_and_wait(); });
  }
  all_here.wait();
  pool.stop();
}

}  // namespace
}  // namespace epitaph::http
