import Foundation
import MeritJSON
import ProcessFixture

/// Clicks and webhooks over several connections at once, from a program of its own, which tells of
/// every answer that came back.
final class Traffic {
    private let process: ChildProcess
    private let input: OpenFile
    private let reader: LineReader
    private(set) var seen = Seen()

    /// What was acknowledged.
    struct Seen {
        /// Click ids in the order they came, with the token each was given for.
        var clicks: [Click] = []
        /// Amounts by order id.
        var orders: [String: Int] = [:]
        /// Clicks that were redirected without a click id.
        var unrecorded = 0
        /// Clicks that were sent, answered or not; counted at the end of a round.
        var clicksSent = 0
        /// Answers that should not be.
        var broken: [String] = []
        /// Webhook ids that were answered 202 more than once.
        var acceptedTwice: [String] = []

        struct Click: Hashable {
            let token: String
            let id: String
        }

        var orderIDs: Set<String> { Set(orders.keys) }
        var answers: Int { clicks.count + orders.count }

        fileprivate var accepted: Set<String> = []
    }

    init(_ shop: Shopfront) throws {
        let pipeIn = try OpenFile.pipe()
        let pipeOut = try OpenFile.pipe()
        let errors = try OpenFile.appending(shop.directory.log)
        process = try ChildProcess(
            Surroundings.python,
            [Surroundings.client("traffic"), shop.webhookSecret]
                + Shopfront.people.map { shop.token($0) },
            environment: Shell.environment,
            streams: .init(
                input: pipeIn.read.number, output: pipeOut.write.number, errors: errors.number))
        pipeIn.read.close()
        pipeOut.write.close()
        input = pipeIn.write
        reader = LineReader(pipeOut.read)
    }

    /// Begins a round; it lasts until the service goes away.
    func start(_ merit: RunningMerit) throws {
        input.write(line: "go \(merit.collector) \(merit.inbound)")
    }

    /// Returns once so many more answers came.
    func wait(forAnswers count: Int) throws {
        let goal = seen.answers + count
        while seen.answers < goal {
            if try take() {
                throw ChildProcess.Failure(description: "traffic ended: \(seen.broken)")
            }
        }
    }

    /// Takes the answers that are still under way, after the service has gone.
    func finishRound() throws {
        while try !take() {}
    }

    /// True at the end of a round.
    private func take() throws -> Bool {
        guard let line = try reader.next() else {
            throw ChildProcess.Failure(description: "traffic.py ended: \(process.wait())")
        }
        let words = line.split(separator: " ").map(String.init)
        switch (words.first, words.count) {
        case ("click", 3): seen.clicks.append(.init(token: words[1], id: words[2]))
        case ("unrecorded", 2): seen.unrecorded += 1
        case ("order", 5):
            seen.orders[words[2]] = Int(words[3])
            let isFirst = words[4] != "202" || seen.accepted.insert(words[1]).inserted
            if !isFirst { seen.acceptedTwice.append(words[1]) }
        case ("round", 2):
            seen.clicksSent += Int(words[1]) ?? 0
            return true
        default: seen.broken.append(line)
        }
        return false
    }
}
