import Hummingbird
import MeritCore
import MeritIntake

/// `GET /v1/periods/{period}/files`: the files of a closed month, with their digests.
enum ListSealedFiles: Endpoint {
    static let route = RouteName("GET", "/v1/periods/{period}/files")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        _ = try call.query([])
        let month = try SealedMonthCase(call)
        return Answer.page(month.seal.files, next: nil) { $0.write($1) }
    }
}
