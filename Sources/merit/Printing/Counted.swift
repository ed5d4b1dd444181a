/// How many of something.
enum Counted {
    /// `1 line`, `2 lines`.
    static func text(_ count: Int64, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
