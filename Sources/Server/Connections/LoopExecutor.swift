import NIOCore

/// Runs tasks on the thread of an event loop, where what they wait for comes in and what they say goes out: no other thread has to be
/// woken for them.
///
/// For what takes little time by itself. Everything else on this loop waits meanwhile.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
