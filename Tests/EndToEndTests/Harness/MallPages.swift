import Foundation
import Glibc
import MeritJSON
import ProcessFixture

/// A mall's web server with the pages of `Pages/` and the snippets of `Schemas/snippets/`. Its
/// identity is the process, which ends with the value.
final class MallPages {
    let port: Int
    private let process: ChildProcess
    private let input: OpenFile
    private let reader: LineReader
    private let folder: TemporaryFolder

    /// What it answers to views itself, before 202; see `Clients/mall_pages.py`.
    init(answering statuses: [Int] = []) throws {
        let pipeIn = try OpenFile.pipe()
        let pipeOut = try OpenFile.pipe()
        folder = try TemporaryFolder("mall-pages")
        let errors = try OpenFile.writing(folder["errors"])
        let folders = ["Tests/EndToEndTests/Pages", "Schemas/snippets"]
        process = try ChildProcess(
            Surroundings.python,
            [Surroundings.client("mall_pages")] + folders.map { "\(Surroundings.root)/\($0)" }
                + ["--"] + statuses.map { String($0) },
            environment: Shell.environment,
            streams: .init(
                input: pipeIn.read.number, output: pipeOut.write.number, errors: errors.number))
        pipeIn.read.close()
        pipeOut.write.close()
        input = pipeIn.write
        reader = LineReader(pipeOut.read)
        port = Int(try reader.next() ?? "") ?? 0
    }

    /// From now on pages are served; they send their views to `collector`, and customers who are
    /// logged in are whoever `secret` signs for.
    func open(sendingTo collector: String, secret: String = "misec_") {
        let given: JSONObject = ["collector": .string(collector), "secret": .string(secret)]
        input.write(line: JSONValue.object(given).line)
    }

    /// Who they are.
    static let customer = #"{"unionid":"o6_bmjrPTlm6_2sgVt7hMZOPfL2M"}"#

    /// The origin of the pages under one of Chromium's names.
    func origin(_ name: String) -> String { "http://\(name):\(port)" }

    /// The next thing that a page tells and that `isWanted`.
    func next(_ isWanted: (JSONValue) -> Bool = { _ in true }) throws -> JSONValue {
        var passed: [String] = []
        do {
            while let line = try reader.next() {
                let told = try JSONValue(text: line)
                if isWanted(told) { return told }
                passed.append(line)
            }
        } catch {
            let told = passed.isEmpty ? "nothing" : passed.joined(separator: "\n")
            throw ChildProcess.Failure(
                description: "\(error); told meanwhile: \(told)\n\(try folder.text("errors"))")
        }
        let errors = try folder.text("errors")
        throw ChildProcess.Failure(description: "mall_pages.py: \(process.wait())\n\(errors)")
    }

    /// The next order of a page: the token, click id and visitor that it gives.
    func order() throws -> Attribution {
        let order = try next { $0["order"] != nil }["order"]
        return Attribution(
            token: order?["token"]?.text, clickID: order?["click_id"]?.text,
            visitor: order?["visitor"]?.text)
    }

    /// What `merit.attribution()` gave.
    struct Attribution: Hashable {
        let token: String?
        let clickID: String?
        let visitor: String?

        /// As the webhook's `attribution`.
        var json: String {
            var members: JSONObject = ["token": .string(token ?? "")]
            if let clickID { _ = members.append("click_id", .string(clickID)) }
            return JSONValue.object(members).line
        }

        /// As the webhook's `buyer`.
        var buyer: String { #"{"visitor":"\#(visitor ?? "")"}"# }
    }
}
