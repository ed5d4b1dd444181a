/// One thing that is wrong with a policy file.
package struct PolicyFileFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let file: String
    /// 1 is the file's first line.
    package let line: Int
    /// `rules[2].window`; empty for the file as a whole.
    package let key: String
    /// A stable code for programs.
    package let code: String
    /// What to do about it.
    package let message: String

    package init(file: String, line: Int, key: String, code: String, message: String) {
        self.file = file
        self.line = line
        self.key = key
        self.code = code
        self.message = message
    }

    /// `FILE:LINE: KEY: message`.
    package var description: String {
        key.isEmpty ? "\(file):\(line): \(message)" : "\(file):\(line): \(key): \(message)"
    }

    /// A JSON pointer as people write keys: `/rules/2/window` is `rules[2].window`.
    static func key(of pointer: String) -> String {
        var key = ""
        for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            if !token.isEmpty, token.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
                key += "[\(token)]"
            } else {
                key += key.isEmpty ? "" : "."
                key += token.replacing("~1", with: "/").replacing("~0", with: "~")
            }
        }
        return key
    }
}

/// Everything that is wrong with a policy file, at least one fault.
package struct PolicyFileFaults: Error, Hashable, Sendable, CustomStringConvertible {
    package let faults: [PolicyFileFault]

    package init(faults: [PolicyFileFault]) { self.faults = faults }

    /// One line for each fault.
    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
