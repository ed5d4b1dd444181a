package import MeritAttribution
import MeritJSON

/// Policies as people write them: YAML, with every fault told by file, line and key.
package enum PolicyFile {
    /// A longer file is refused before it is read.
    package static let bytesMax = 256 * 1_024

    /// Reads a policy; `file` is only named in faults. Throws every fault: what is no YAML, a key,
    /// rule or model that this build does not know, a value that is not allowed.
    package static func parse(
        _ text: String, file: String
    ) throws(PolicyFileFaults) -> Policy {
        let document = try YAMLDocument(text, file: file)
        do throws(JSONFaults) {
            return try Policy.read(document.value)
        } catch {
            throw PolicyFileFaults(
                faults: error.faults.map { fault in
                    PolicyFileFault(
                        file: file, line: document.line(of: fault.pointer),
                        key: PolicyFileFault.key(of: fault.pointer), code: fault.code.rawValue,
                        message: fault.message)
                })
        }
    }
}
