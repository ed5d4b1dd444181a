import Hummingbird
import MeritAPI
import MeritIntake
import MeritJSON
import MeritWorker

/// Long works on the books, for the command line of the same machine alone: they name paths of
/// this machine, so no listener on the network has them.
struct ControlRoutes: Sendable {
    let engine: Engine
    let catchUp: @Sendable () async -> Void

    func add(to router: Router<APIContext>) {
        let routes = self
        router.post("/v1/verify") { request, context in
            try Self.checkRights(context)
            return try await routes.verify(request)
        }
        router.post("/v1/backup") { request, context in
            try Self.checkRights(context)
            return try await routes.backUp(request)
        }
    }

    private static func checkRights(_ context: APIContext) throws(Problem) {
        guard context.isAdministrator else {
            throw Problem(.scopeMissing, detail: "This needs the scope admin.")
        }
    }

    private static let bodyBytesMax = 64 * 1_024

    /// `{"head":{…}?,"redecide"?}` →
    /// `{"differences":[{"code","message"}],"facts","orders","entries", "head","redecision"}`.
    private func verify(_ request: Request) async throws(Problem) -> Response {
        let form = JSONForm<VerifyRequest>.object(known: ["head", "redecide"]) {
            members, reader in
            let redecide = reader.optional(members["redecide"], .bool) ?? false
            return VerifyRequest(
                head: reader.optional(members["head"], .anything),
                depth: redecide ? .decisions : .books)
        }
        let wanted = try await body(request, form)
        await catchUp()
        return try answer(await Verifying(engine: engine).run(wanted.head, wanted.depth))
    }

    /// `{"directory","keys"?}` → `{"bytes","facts","head"}`.
    private func backUp(_ request: Request) async throws(Problem) -> Response {
        let form = JSONForm<BackupRequest>.object(known: ["directory", "keys"]) {
            members, reader in
            let directory = reader.required(members["directory"], .text(bytes: 1...4_096))
            let keys = reader.optional(members["keys"], .text(bytes: 1...4_096))
            return directory.map { BackupRequest(directory: $0, keys: keys) }
        }
        let wanted = try await body(request, form)
        return try answer(Backup(engine: engine).run(into: wanted.directory, keys: wanted.keys))
    }

    private struct VerifyRequest {
        let head: JSONValue?
        let depth: Verification.Depth
    }

    private struct BackupRequest {
        let directory: String
        let keys: String?
    }

    private func body<Value>(
        _ request: Request, _ form: JSONForm<Value>
    ) async throws(Problem) -> Value {
        let bytes = try await request.body(atMost: Self.bodyBytesMax)
        do throws(JSONFaults) {
            return try JSONReader.read(bytes, as: form)
        } catch {
            throw .body(error)
        }
    }

    private func answer(_ result: Result<JSONValue, Problem>) throws(Problem) -> Response {
        switch result {
        case .success(let report): return .json(.ok, report.compact)
        case .failure(let problem): throw problem
        }
    }
}
