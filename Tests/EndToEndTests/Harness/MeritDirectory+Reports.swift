import Foundation
import MeritJSON
import ProcessFixture

/// The staff report over the days around today, read from its JSON.
struct StaffFigures {
    let report: JSONValue

    /// The figure of one member of staff, summed over rows (currencies and none); 0 is payee
    /// nobody.
    func figure(_ name: String, of staff: Int) -> Int {
        rows.filter { $0["staff"]?.number == staff }.compactMap { $0[name]?.number }.reduce(0, +)
    }

    /// Summed over everybody.
    func figure(_ name: String) -> Int { rows.compactMap { $0[name]?.number }.reduce(0, +) }

    var rows: [JSONValue] { report["rows"]?.elements ?? [] }

    /// The control total `difference` of every currency.
    var differences: [Int] {
        (report["totals"]?.elements ?? []).compactMap { $0["difference"]?.number }
    }
}

extension MeritDirectory {
    func staffReport() throws -> StaffFigures {
        let day = 86_400.0
        let first = Date(timeIntervalSinceNow: -2 * day).formatted(.iso8601.year().month().day())
        let last = Date(timeIntervalSinceNow: 2 * day).formatted(.iso8601.year().month().day())
        let report = try must(
            "report", "staff", "--from", first, "--to", last, "--format", "json")
        return StaffFigures(report: try JSONValue(text: report.output))
    }

    /// The proof of an order.
    func proof(_ order: String) throws -> JSONValue { try json("explain", "mall/\(order)") }

    /// What the ledger's chain, recomputed by a program of its own, comes to: `COUNT HASH`.
    func recomputedChain() throws -> String {
        try Shell.must(
            Surroundings.python, [Surroundings.client("check_ledger_chain")],
            input: try ledger().output
        ).line
    }
}
