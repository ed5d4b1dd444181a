import MeritJSON

/// A request that the service refused, as a person reads it: what is wrong, each fault with its
/// place, and how to mend it.
struct ServiceRefusal: Error, CustomStringConvertible {
    let status: Int
    /// Seconds after which the same request may succeed, where the service says so.
    let retryAfter: Int?
    /// The problem's stable code; nil where the answer was no problem of ours.
    let code: String?
    let detail: String?
    private let title: String
    private let faults: [Fault]
    private let faultsOmitted: Int64
    private let hint: String?
    /// The file whose content was refused, where there is one.
    private var file: String?

    private static let shownBytes = 300

    init(status: Int, body: [UInt8], retryAfter: Int?) {
        self.status = status
        self.retryAfter = retryAfter
        guard let problem = try? JSONValue(parsing: body, limits: .ownFile),
            let title = problem["title"]?.string
        else {
            let start = String(decoding: body.prefix(Self.shownBytes), as: UTF8.self)
            self.title = "the service answered \(status): \(start)"
            (code, detail, faults, faultsOmitted, hint) = (nil, nil, [], 0, nil)
            return
        }
        self.title = title
        code = problem["code"]?.string
        detail = problem["detail"]?.string
        faults = (problem["errors"]?.elements ?? []).map { Fault($0) }
        faultsOmitted = problem["errors_omitted"]?.number ?? 0
        hint = problem["hint"]?.string
    }

    /// The same, with faults shown as lying in `file`.
    func naming(_ file: String) -> ServiceRefusal {
        var refusal = self
        refusal.file = file
        return refusal
    }

    var description: String {
        var lines = ["error: \(title)" + (code.map { " [\($0)]" } ?? "")]
        if let detail, detail != title { lines.append(detail) }
        lines += faults.map { file == nil ? "  \($0.text(in: nil))" : $0.text(in: file) }
        if faultsOmitted > 0 { lines.append("  … and \(faultsOmitted) more") }
        if let hint { lines.append("To mend it: \(hint)") }
        return lines.joined(separator: "\n")
    }
}

/// One fault of a body or a file, as an answer tells it.
struct Fault: Sendable {
    let line: Int64?
    private let pointer: String
    private let message: String
    private let code: String?

    init(_ value: JSONValue) {
        line = value["line"]?.number
        pointer = value["pointer"]?.string ?? ""
        code = value["code"]?.string
        message = value["message"]?.string ?? code ?? "not valid"
    }

    /// `FILE:3: /buyer/phone: what is wrong [code]`; without a file, `line 3: …`.
    func text(in file: String?) -> String {
        let place =
            switch (file, line) {
            case (let file?, let line?): "\(file):\(line): "
            case (let file?, nil): "\(file): "
            case (nil, let line?): "line \(line): "
            case (nil, nil): ""
            }
        let tail = code.map { $0 == message ? "" : " [\($0)]" } ?? ""
        return place + (pointer.isEmpty ? "" : "\(pointer): ") + message + tail
    }
}
