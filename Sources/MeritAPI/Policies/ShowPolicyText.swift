import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `GET /v1/policies/{policy}/text?language`: the policy in words for staff, in English or Chinese.
enum ShowPolicyText: Endpoint {
    static let route = RouteName("GET", "/v1/policies/{policy}/text")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let id = try call.path("policy") { PolicyID($0) }
        let names = PolicyLanguage.allCases.map(\.rawValue).joined(separator: " or ")
        let language =
            try call.query(["language"]).optional("language", names) {
                PolicyLanguage(rawValue: $0)
            } ?? .english
        guard let policy = call.directory.policies.policy(id) else { throw Problem(.notFound) }
        let lines = policy.text(language)
        switch call.prefers("text/plain") {
        case .json:
            return Answer.object { writer in
                writer.member("policy", id.value)
                writer.member("language", language.rawValue)
                writer.array("lines", lines) { $0.string($1) }
            }
        case .named:
            let text = lines.map { $0 + "\n" }.joined()
            return Answer.text(Array(text.utf8), type: "text/plain; charset=utf-8")
        }
    }
}
