import MeritCore

/// Something the configuration says that cannot be used, and how to mend it.
package struct ConfigurationFault: Error, Hashable, CustomStringConvertible {
    /// `FILE:LINE`, an environment variable's name, or a flag.
    package let place: String
    package let message: String

    package init(place: String, message: String) {
        self.place = place
        self.message = message
    }

    package var description: String { "\(place): \(message)" }

    static func unknown(_ name: String, at place: String, known: [String]) -> Self {
        let nearest = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
        return Self(place: place, message: "unknown key \(name)\(nearest)")
    }
}

/// All faults of one configuration, in the order they were met; at least one.
package struct ConfigurationFaults: Error, CustomStringConvertible {
    package let faults: [ConfigurationFault]
    package var description: String {
        faults.map(\.description).joined(separator: "\n")
    }
}
