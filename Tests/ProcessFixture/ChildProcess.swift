import Foundation
import Glibc

/// A program of its own, started by a test. Its identity is the process; one that still runs when
/// the value goes is killed, so that no test leaves anything behind.
package final class ChildProcess {
    package let pid: Int32
    private var end: End?

    /// `posix_spawn_file_actions_addclosefrom_np`, which Swift does not see.
    private typealias CloseFrom =
        @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

    /// How a process ended.
    package enum End: Equatable {
        case exited(Int32)
        case killed(by: Int32)
    }

    /// What a process is connected to; all close-on-exec here, and nothing else is handed on.
    package struct Streams {
        package let input: Int32
        package let output: Int32
        package let errors: Int32

        package init(input: Int32, output: Int32, errors: Int32) {
            self.input = input
            self.output = output
            self.errors = errors
        }
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    package init(
        _ tool: String, _ arguments: [String], environment: [String: String], streams: Streams
    ) throws {
        // Safe: the arrays of C strings live until posix_spawn has returned, and end with nil.
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, streams.input, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, streams.output, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, streams.errors, 2)
        // What other tests hold open meanwhile, sockets that listen above all, is none of its own.
        // Safe: the function's signature is that of glibc 2.34 and later.
        guard let closeFrom = unsafe dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else {
            throw Failure(description: "glibc 2.34 or later is needed to start programs")
        }
        _ = unsafe unsafeBitCast(closeFrom, to: CloseFrom.self)(&actions, 3)
        var words = unsafe ([tool] + arguments).map { unsafe strdup($0) }
        var variables = unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") }
        let texts = unsafe words + variables
        defer { for place in unsafe texts.indices { unsafe free(texts[place]) } }
        unsafe words.append(nil)
        unsafe variables.append(nil)
        var pid: pid_t = 0
        let result = unsafe posix_spawnp(&pid, tool, &actions, nil, words, variables)
        guard result == 0 else { throw Failure(description: "cannot start \(tool): \(result)") }
        self.pid = pid
    }

    deinit {
        guard end == nil else { return }
        kill(pid, SIGKILL)
        kill(pid, SIGCONT)
        var status: Int32 = 0
        // Safe: the call fills in the status.
        unsafe waitpid(pid, &status, 0)
    }

    package func signal(_ number: Int32) {
        if end == nil { kill(pid, number) }
    }

    /// Blocks until it has ended.
    @discardableResult
    package func wait() -> End {
        if let end { return end }
        var status: Int32 = 0
        // Safe: the call fills in the status.
        while unsafe waitpid(pid, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7f
        let end: End = signal == 0 ? .exited((status >> 8) & 0xff) : .killed(by: signal)
        self.end = end
        return end
    }

    /// Blocks until every thread stands still after SIGSTOP: nothing of it is in a system call
    /// then.
    package func waitUntilStopped() {
        let tasks = "/proc/\(pid)/task"
        while true {
            let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
            let isStopped = threads.allSatisfy { thread in
                let status = try? String(contentsOfFile: "\(tasks)/\(thread)/stat", encoding: .utf8)
                return status?.split(separator: ")").last?.hasPrefix(" T") ?? true
            }
            if isStopped { return }
            sched_yield()
        }
    }
}
