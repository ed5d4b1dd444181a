import ArgumentParser
import MeritJSON
import MeritReports

struct AdjustmentList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists adjustments.")

    @OptionGroup var service: ServiceOptions

    @Flag(help: "Only those that wait for a second person.")
    var open = false

    func perform(with client: ServiceClient) async throws {
        let items = try await client.items(
            "adjustments", query: [("filter", open ? "open" : "all")])
        client.printList(
            service.form == .json ? items : items.map { Self.withShares($0) },
            [
                ListColumn("adjustment", nil, .right), ListColumn("state"), ListColumn("shop"),
                ListColumn("order", "order_id"), ListColumn("credits", "shares"),
                ListColumn("reason"), ListColumn("proposed", "proposed_at"),
                ListColumn("by", "proposer.name"), ListColumn("resolved", "resolved_at"),
                ListColumn("by", "resolver.name"),
            ], as: service.form)
    }

    /// With a member `shares`: `1001=5000 1002=weight 1`.
    private static func withShares(_ item: JSONValue) -> JSONValue {
        guard case .object(var members) = item else { return item }
        let amounts = (item["amounts"]?.elements ?? []).map { part in
            "\(part["staff"]?.shown ?? "")=\(part["amount"]?.shown ?? "")"
        }
        let weights = (item["weights"]?.elements ?? []).map { part in
            "\(part["staff"]?.shown ?? "")=weight \(part["weight"]?.shown ?? "")"
        }
        _ = members.append("shares", .string((amounts + weights).joined(separator: ", ")))
        return .object(members)
    }
}
