import ArgumentParser
import Logging
import MeritCore
import MeritJSON
import MeritServer
import MeritStore
import MeritWorker

struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Computes the store anew from the journal; the ledger comes back byte for byte.",
        discussion: """
            The present store stays in use until the new one is whole. No service may run on the \
            directory meanwhile.
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        guard try await ControlSocket.answering(in: global.dataPath) == nil else {
            throw CommandFailure(
                "a service runs on \(global.data): stop it first, then rebuild")
        }
        let progress = ProgressLine("rebuilding")
        let result = try await Rebuilding.run(
            directory: global.dataPath, configuration: try global.settings(),
            logger: ProcessEnvironment.logger(.warning)
        ) { progress.tell("\($0.facts) facts") }
        progress.clear()
        switch global.form {
        case .text:
            for fault in result.sealFaults {
                Terminal.complain("\(fault.description) [\(fault.code)]")
            }
            Terminal.print("rebuilt from \(result.facts) facts")
        case .json:
            var writer = JSONWriter()
            writer.object { answer in
                answer.member("facts", result.facts)
                answer.member("sequence", result.through.value)
                answer.array("seal_faults", result.sealFaults) { writer, fault in
                    writer.object { writer in
                        writer.member("code", fault.code)
                        writer.member("message", fault.description)
                    }
                }
            }
            Terminal.print(writer.text)
        }
        if !result.sealFaults.isEmpty { throw CommandFailure.said(code: Outcome.failed) }
    }
}
