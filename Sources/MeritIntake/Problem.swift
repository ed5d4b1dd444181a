package import MeritJSON

/// A refusal as RFC 9457 problem details: what went wrong, by a stable code, and how to mend it.
/// Holds neither secrets nor personal identifiers.
package struct Problem: Error, Sendable {
    package let code: ErrorCode
    /// What is particular to this occurrence; nil where the code says all.
    package let detail: String?
    /// Every fault of the body, each with its place.
    package let faults: [BodyFault]
    /// Seconds after which the same request may succeed.
    package let retryAfter: Int?
    /// The methods that the path takes; empty where that is not the matter.
    package let allowed: [String]

    /// One fault of a body: a JSON pointer, and in a file the line.
    package struct BodyFault: Hashable, Sendable {
        /// 1 is the first line; nil where the body is one document.
        package let line: Int?
        package let fault: JSONFault

        package init(line: Int? = nil, _ fault: JSONFault) {
            self.line = line
            self.fault = fault
        }
    }

    package init(
        _ code: ErrorCode, detail: String? = nil, faults: [BodyFault] = [],
        retryAfter: Int? = nil, allowed: [String] = []
    ) {
        self.code = code
        self.detail = detail
        self.faults = faults
        self.allowed = allowed
        self.retryAfter = retryAfter ?? (code.status == 503 ? Self.retrySeconds : nil)
    }

    /// A body with these faults.
    package static func body(_ faults: JSONFaults) -> Problem {
        Problem(.bodyInvalid, faults: faults.faults.map { BodyFault($0) })
    }

    /// How soon to try again where nothing better is known.
    package static let retrySeconds = 2
    /// More faults than this are cut off; `errors_omitted` says how many.
    package static let faultsMax = 1_000

    /// The answer's body.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { problem in
            problem.member("type", "urn:merit:problem:\(code.code)")
            problem.member("title", code.meaning)
            problem.member("status", code.status)
            problem.member("code", code.code)
            if let detail { problem.member("detail", detail) }
            problem.member("hint", code.mend)
            guard !faults.isEmpty else { return }
            problem.array("errors", faults.prefix(Self.faultsMax)) { $0.write($1) }
            if faults.count > Self.faultsMax {
                problem.member("errors_omitted", faults.count - Self.faultsMax)
            }
        }
        return writer.take()
    }
}

extension JSONWriter {
    /// One fault, as every answer spells it.
    package mutating func write(_ fault: Problem.BodyFault) {
        object { writer in
            if let line = fault.line { writer.member("line", line) }
            writer.member("pointer", fault.fault.pointer)
            writer.member("code", fault.fault.code.rawValue)
            writer.member("message", fault.fault.message)
        }
    }
}
