import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// The books of one order, told as a script that finance can read, a step per line:
///
///     judge 1001:1 1002:2@shoes                      weights by payee (0 unattributed), department
///     adjust 1001:300 1002:700                       people put other weights in their place
///     paid 11-03 10:00 a=19900 b=500@gift freight=800 the order, its lines with category, freight
///     lines 11-04 10:00 c=900                        other lines; paid at the same time as before
///     refund 11-05 09:00 R1 a=5000 freight=800       a refund by line; `order=900` of the whole
///     cancel 11-06 09:00
///     booked 11-10 00:00                             if not the payment; `-`: unknown
///     post                                           entries are computed and chained
///     post 2                                         only the first two of them
///     close 2026-11                                  periods up to here take no more entries
///
/// Times are Shanghai's, of 2026 where no year stands before them. Events get rising versions, or
/// the one that `version=` names.
struct LedgerScript {
    private(set) var books: OrderBooks

    init(_ books: OrderBooks = OrderBooks()) { self.books = books }

    /// The entries that the script makes, a row each; every posting is checked for conservation.
    static func entries(_ script: String, _ books: OrderBooks = OrderBooks()) throws -> String {
        var run = LedgerScript(books)
        for step in script.split(separator: "\n") { try run.take(step) }
        #expect(LedgerHead.verify(run.books.entries) == nil)
        return run.books.entries.map { run.row($0) }.joined(separator: "\n")
    }

    mutating func take(_ step: Substring) throws {
        let words = step.split(separator: " ").map(String.init)
        let rest = Array(words.dropFirst(3))
        switch words[0] {
        case "judge": books.judge(try shares(words.dropFirst()))
        case "adjust": books.adjust(try shares(words.dropFirst()))
        case "paid": try books.tell(.paid, at: time(words[1...2]), leaves: leaves(rest))
        case "lines": try books.tell(.created, at: time(words[1...2]), leaves: leaves(rest))
        case "refund":
            let told = try leaves(Array(rest.dropFirst()))
            try books.refund(
                rest[0], at: time(words[1...2]), scope(told), version: told.version)
        case "cancel": try books.tell(.cancelled, at: time(words[1...2]))
        case "booked": books.booking = words[1] == "-" ? .unknown : .at(try time(words[1...2]))
        case "close": books.closedThrough = Period(words[1])
        case "post": try books.post(first: words.count > 1 ? Int(words[1]) : nil)
        default: Issue.record("no such step: \(step)")
        }
    }

    private func shares(_ words: ArraySlice<String>) throws -> [Decision.Share] {
        try words.map { word in
            let parts = word.split(separator: "@")
            let pair = parts[0].split(separator: ":")
            return Decision.Share(
                payee: StaffNumber(unchecked: try #require(UInt32(pair[0]))),
                department: parts.count > 1 ? DepartmentCode(String(parts[1])) : nil,
                weight: try #require(UInt64(pair[1])))
        }
    }

    private func time(_ words: ArraySlice<String>) throws -> Timestamp {
        let words = Array(words)
        let day = words[0].utf8.count == 5 ? "2026-\(words[0])" : words[0]
        return try #require(Timestamp(rfc3339: "\(day)T\(words[1]):00+08:00"), "\(words)")
    }

    private func leaves(_ words: [String]) throws -> OrderBooks.Leaves {
        var leaves = OrderBooks.Leaves()
        for word in words {
            let pair = word.split(separator: "=")
            let value = pair[1].split(separator: "@")
            let amount = MinorAmount(try #require(Int64(value[0])))
            if pair[0] == "freight" {
                leaves.freight = amount
            } else if pair[0] == "version" {
                leaves.version = UInt64(amount.value)
            } else {
                leaves.lines.append(
                    OrderLine(
                        line: LineID(unchecked: String(pair[0])), sku: nil,
                        category: value.count > 1 ? Category(String(value[1])) : nil,
                        quantity: nil, amount: amount))
            }
        }
        return leaves
    }

    private func scope(_ leaves: OrderBooks.Leaves) -> Refund.Scope {
        if let whole = leaves.lines.first(where: { $0.line.value == "order" }) {
            return .order(whole.amount)
        }
        return .lines(
            leaves.lines.map { Refund.LineRefund(line: $0.line, amount: $0.amount) },
            freight: leaves.freight ?? .zero)
    }

    /// `1 2026-11 a 1001 19900 credit 11-03 10:00`, then the department where one is known.
    private func row(_ entry: LedgerEntry) -> String {
        let local = entry.at.advanced(by: .hours(8)).rfc3339
        let year = local.prefix(4) == "2026" ? "" : "\(local.prefix(5))"
        let words = [
            "\(entry.number)", "\(entry.period)", "\(entry.line)", "\(entry.staff.value)",
            "\(entry.amount.value)", entry.kind.name,
            "\(year)\(local.dropFirst(5).prefix(5)) \(local.dropFirst(11).prefix(5))",
        ]
        return (words + [entry.department?.value].compactMap(\.self)).joined(separator: " ")
    }
}
