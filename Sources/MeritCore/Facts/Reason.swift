/// Why somebody asks for something, in their words: the personal part of facts that may have one,
/// blanked when a person is erased.
public struct Reason: Hashable, Sendable {
    public let reason: String
    public init(reason: String) { self.reason = reason }
}

/// What two people resolve together. The raw value is on disk.
public enum Resolution: UInt8, CaseIterable, Sendable {
    /// By somebody who did not propose it.
    case approved = 1
    /// Declined by anybody, or withdrawn by the proposer.
    case declined = 2

    /// The name in payloads and lists.
    public var name: String {
        switch self {
        case .approved: "approved"
        case .declined: "declined"
        }
    }

    public init?(name: some StringProtocol) {
        guard let resolution = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = resolution
    }
}

extension ByteWriter {
    mutating func write(_ personal: Reason?) {
        guard let personal else { return }
        write(text: personal.reason)
    }
}

extension ByteReader {
    mutating func reason() throws(Fault) -> Reason { Reason(reason: try text()) }

    mutating func resolution() throws(Fault) -> Resolution {
        guard let resolution = Resolution(rawValue: try byte()) else {
            throw .invalid("resolution")
        }
        return resolution
    }
}
