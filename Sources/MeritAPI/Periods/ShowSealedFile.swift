import HTTPTypes
import Hummingbird
import MeritCore
import MeritIntake

/// `GET /v1/periods/{period}/files/{file}`: a file of a closed month, byte for byte as it was
/// sealed, for ever.
enum ShowSealedFile: Endpoint {
    static let route = RouteName("GET", "/v1/periods/{period}/files/{file}")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        _ = try call.query([])
        let month = try SealedMonthCase(call)
        let name = try call.path("file") { $0 }
        let place = try month.place(of: name, call)
        do {
            return Response(
                status: .ok, headers: [.contentType: type(of: name), .cacheControl: "no-store"],
                body: try await FileIO().loadFile(path: place, context: call.context))
        } catch {
            throw Problem(.sealDamaged, detail: "\(month.period)/\(name) can not be read.")
        }
    }

    private static func type(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "jsonl": "application/jsonl"
        case "json": "application/json"
        case "csv": "text/csv; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
