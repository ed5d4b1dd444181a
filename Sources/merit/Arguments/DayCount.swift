import ArgumentParser

/// For how many days something is good.
struct DayCount: ExpressibleByArgument, Hashable, Sendable {
    let value: Int

    static let max = 36_500

    /// 1 … 36500.
    init?(argument: String) {
        guard let value = Int(argument), (1...Self.max).contains(value) else { return nil }
        self.value = value
    }
}
