import HTTPTypes
import Hummingbird
import Logging
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// One authenticated request on its way through an endpoint.
struct APICall: Sendable {
    let request: Request
    let context: APIContext
    let parameters: Parameters
    let caller: Caller
    let parts: APIParts
    let logger: Logger

    var intake: Intake { parts.intake }
    var store: Store { parts.intake.store }
    var directory: Directory { parts.intake.store.directory }
    var actor: Actor { caller.actor }
    var now: Timestamp { parts.intake.clock.now() }

    /// Bodies of one document.
    static let bodyBytesMax = 256 * 1_024

    /// The JSON body as `form` reads it.
    func body<Value>(_ form: JSONForm<Value>) async throws(Problem) -> Value {
        let bytes = try await request.body(atMost: Self.bodyBytesMax)
        do throws(JSONFaults) {
            return try JSONReader.read(bytes, as: form)
        } catch {
            throw .body(error)
        }
    }

    /// The JSON body as `form` reads it; no body at all is an empty object.
    func optionalBody<Value>(_ form: JSONForm<Value>) async throws(Problem) -> Value {
        let bytes = try await request.body(atMost: Self.bodyBytesMax)
        do throws(JSONFaults) {
            return try JSONReader.read(bytes.isEmpty ? Array("{}".utf8) : bytes, as: form)
        } catch {
            throw .body(error)
        }
    }

    /// The whole body as text.
    func text(atMost bytesMax: Int) async throws(Problem) -> String {
        let bytes = try await request.body(atMost: bytesMax)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Problem(.requestInvalid, detail: "The body has to be UTF-8.")
        }
        return text
    }

    /// What stands in the path under `name`, percent-decoded, as `parse` reads it.
    func path<Value>(
        _ name: String, _ parse: (String) -> Value?
    ) throws(Problem) -> Value {
        guard let text = parameters.get(name).flatMap({ percentDecoded($0) }),
            let value = parse(text)
        else { throw Problem(.queryInvalid, detail: "\(name) in the path is not valid.") }
        return value
    }

    /// The query, in which only these names may stand.
    func query(_ known: Set<String>) throws(Problem) -> Query {
        try Query(request.uri.queryParameters, known: known)
    }

    /// What the store answers; it fails as a whole.
    func stored<Value>(
        _ read: (Store) throws(StoreError) -> Value
    ) throws(Problem) -> Value {
        do throws(StoreError) {
            return try read(store)
        } catch {
            logger.error("the store failed", metadata: ["code": "\(error.code)"])
            throw Problem(.storeUnavailable)
        }
    }

    /// What the vault answers.
    func vaulted<Value>(
        _ read: (Vault) throws(StoreError) -> Value
    ) throws(Problem) -> Value {
        do throws(StoreError) {
            return try read(intake.vault)
        } catch {
            logger.error("the vault failed", metadata: ["code": "\(error.code)"])
            throw Problem(.storeUnavailable)
        }
    }

    /// The number in the path under `name`, 1 … 2³²−1.
    func number(_ name: String) throws(Problem) -> UInt32 {
        try path(name) { text in UInt32(text).flatMap { $0 > 0 ? $0 : nil } }
    }

    /// True where the request accepts `type` and not JSON before it.
    func prefers(_ type: String) -> PreferredForm {
        guard let accept = request.headers[.accept], accept.contains(type) else { return .json }
        return .named
    }

    /// Which of two forms an answer takes.
    enum PreferredForm { case json, named }
}
