import ArgumentParser
import MeritServer
import MeritWorker

/// How a command ended that did not simply succeed.
struct Outcome {
    let code: CInt
    /// Where it is said.
    let stream: Stream
    let text: String

    enum Stream { case output, error }

    static let failed: CInt = 1
    static let wrongUsage: CInt = 2
    static let differencesFound: CInt = 3

    /// What the user is told of an error, and the exit code.
    static func of(_ error: any Error) -> Outcome {
        switch error {
        case let failure as CommandFailure:
            return Outcome(code: failure.code, stream: .error, text: failure.description)
        case let refusal as ServiceRefusal:
            return Outcome(code: failed, stream: .error, text: refusal.description)
        case let unreachable as ServiceUnreachable:
            return Outcome(code: failed, stream: .error, text: unreachable.description)
        case let error as EngineError:
            return Outcome(code: code(of: error), stream: .error, text: "error: \(error)")
        case let error as ConfigurationFaults:
            return Outcome(code: wrongUsage, stream: .error, text: "error: \(error)")
        case let failure as MeritWorker.Rebuild.Failure:
            return Outcome(
                code: failed, stream: .error, text: "error: \(failure.explanation)")
        default: return ofParser(error)
        }
    }

    private static func code(of error: EngineError) -> CInt {
        if case .configuration = error { return wrongUsage }
        return failed
    }

    /// Help asked for is no failure; everything else that the parser refuses is wrong usage.
    private static func ofParser(_ error: any Error) -> Outcome {
        let code = Merit.exitCode(for: error)
        if code == .success {
            return Outcome(code: 0, stream: .output, text: Merit.fullMessage(for: error))
        }
        if code == .validationFailure {
            return Outcome(
                code: wrongUsage, stream: .error, text: Merit.fullMessage(for: error))
        }
        return Outcome(code: failed, stream: .error, text: "error: \(error)")
    }

    /// Says it; returns the exit code.
    func report() -> CInt {
        if !text.isEmpty {
            switch stream {
            case .output: Terminal.print(text)
            case .error: Terminal.complain(text)
            }
        }
        return code
    }
}

/// A command did not do what it was asked to; the text says why and how to mend it.
struct CommandFailure: Error, CustomStringConvertible {
    let code: CInt
    /// Empty where everything has been said already.
    let description: String

    init(_ reason: String, code: CInt = Outcome.failed) {
        self.code = code
        description = "error: \(reason)"
    }

    private init(saidAlready code: CInt) {
        self.code = code
        description = ""
    }

    /// The command's own output says it.
    static func said(code: CInt) -> CommandFailure { CommandFailure(saidAlready: code) }
}
