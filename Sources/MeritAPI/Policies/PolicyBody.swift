import HTTPTypes
import HummingbirdCore
import MeritAttribution
import MeritIntake
import MeritJSON
import MeritPolicyFile

/// A policy in a request's body: JSON, or YAML where the content type says so.
enum PolicyBody {
    static let bytesMax = 256 * 1_024

    static func read(_ call: APICall) async throws(Problem) -> Policy {
        let type = call.request.headers[.contentType] ?? "application/json"
        let name = type.prefix { $0 != ";" }.lowercased()
        switch name {
        case "application/json": return try await json(call)
        case "application/yaml", "application/x-yaml", "text/yaml": return try await yaml(call)
        default:
            throw Problem(
                .mediaTypeUnknown, detail: "Send application/json or application/yaml.")
        }
    }

    private static func json(_ call: APICall) async throws(Problem) -> Policy {
        let bytes = try await call.request.body(atMost: bytesMax)
        do throws(JSONFaults) {
            return try Policy.read(JSONReader.parse(bytes[...]))
        } catch {
            throw .body(error)
        }
    }

    private static func yaml(_ call: APICall) async throws(Problem) -> Policy {
        let text = try await call.text(atMost: bytesMax)
        do throws(PolicyFileFaults) {
            return try PolicyFile.parse(text, file: "policy")
        } catch {
            let faults = error.faults.map { fault in
                Problem.BodyFault(
                    line: fault.line,
                    JSONFault(
                        pointer: pointer(fault.key), code: JSONFault.Code(rawValue: fault.code),
                        message: fault.message))
            }
            throw Problem(.bodyInvalid, faults: faults)
        }
    }

    /// `rules[2].window` is `/rules/2/window`.
    private static func pointer(_ key: String) -> String {
        let parts = key.split { $0 == "." || $0 == "[" || $0 == "]" }
        return parts.map { "/\($0)" }.joined()
    }
}
