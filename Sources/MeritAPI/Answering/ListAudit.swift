import Hummingbird
import MeritAttribution
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `GET /v1/audit`: who asked for what, when, and what came of it; the latest first.
enum ListAudit: Endpoint {
    static let route = RouteName("GET", "/v1/audit")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["before", "limit"])
        let limit = try query.limit()
        let before = try query.number("before", as: UInt64.self).map { Sequence($0) }
        let rows = try call.stored { store throws(StoreError) in
            try store.outcomes(before: before, limit: limit)
        }
        let next = rows.count == limit ? rows.last.map { "\($0.sequence.value)" } : nil
        let directory = call.directory
        return Answer.page(rows, next: next) { writer, row in
            writer.member("sequence", row.sequence.value)
            writer.member("at", row.recordedAt)
            writer.member("command", row.kind.name)
            writer.member("door", row.actor.door.name)
            writer.member("person", row.actor.person?.value)
            writer.member("name", row.actor.person.flatMap { directory.person($0)?.name })
            switch row.verdict {
            case .accepted: writer.member("outcome", "accepted")
            case .refused(let refusal):
                writer.member("outcome", "refused")
                writer.member("code", refusal.code.rawValue)
            }
        }
    }
}

extension Actor.Door {
    /// The name in answers.
    var name: String {
        switch self {
        case .system: "system"
        case .controlSocket: "control_socket"
        case .apiKey: "api_key"
        }
    }
}

extension FactKind {
    /// What a command is called in the audit list.
    var name: String {
        switch self {
        case .shopAdded: "shop_added"
        case .personAdded: "person_added"
        case .departmentSet: "department_set"
        case .staffSet: "staff_set"
        case .staffRevocation: "staff_revocation"
        case .linkCreated: "link_created"
        case .linkRevoked: "link_revoked"
        case .policyPublished: "policy_published"
        case .keyChanged: "key_changed"
        case .calendarSet: "calendar_set"
        case .identitySet: "identity_set"
        case .identitySplit: "identity_split"
        case .adjustmentProposed: "adjustment_proposed"
        case .adjustmentResolved: "adjustment_resolved"
        case .rerunProposed: "rerun_proposed"
        case .rerunResolved: "rerun_resolved"
        case .closeProposed: "close_proposed"
        case .closeConfirmed: "close_confirmed"
        case .apiKeyChanged: "api_key_changed"
        case .linkClick, .beaconTouch, .rejectionCounts, .gap, .recovered, .erased, .orderEvent,
            .importedTouch, .badRecord, .badRecordResolved, .contactChanged, .handOver, .decision,
            .posting, .periodSealed:
            "fact_\(rawValue)"
        }
    }
}
