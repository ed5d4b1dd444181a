import Configuration
import MeritCore

/// Settings on their way from sources to `ServiceConfiguration`: every reading checks its value and
/// notes a fault instead of stopping at the first.
struct ConfigurationDraft {
    private let reader: ConfigReader
    private let places: [String: String]
    private(set) var faults: [ConfigurationFault]
    /// Key paths that a source names.
    let named: Set<String>

    /// In order of precedence.
    init(_ sources: [ConfigurationSource]) {
        faults = sources.flatMap(\.faults)
        named = Set(sources.flatMap(\.settings.keys))
        var places: [String: String] = [:]
        for source in sources.reversed() {
            for (path, setting) in source.settings { places[path] = setting.place }
        }
        self.places = places
        let defaults = InMemoryProvider(
            name: "defaults",
            values: Dictionary(
                uniqueKeysWithValues: ConfigurationKey.all.compactMap { key in
                    key.fallback.map { (Self.key(key.path), Self.value(.one($0), key.shape)) }
                }))
        reader = ConfigReader(
            providers: sources.map { source in
                InMemoryProvider(
                    values: Dictionary(
                        uniqueKeysWithValues: source.settings.compactMap { path, setting in
                            ConfigurationKey.named(path).map {
                                (Self.key(path), Self.value(setting.value, $0.shape))
                            }
                        }))
            } + [defaults])
    }

    /// Nil where nothing names it and leaving it out is allowed.
    func text(_ path: String) -> String? { reader.string(forKey: ConfigKey(path)) }

    func texts(_ path: String) -> [String] { reader.stringArray(forKey: ConfigKey(path)) ?? [] }

    mutating func number(_ path: String) -> Int {
        guard case .number(let range)? = ConfigurationKey.named(path)?.shape else { return 0 }
        let text = text(path) ?? ""
        if let value = Int(text), range.contains(value) { return value }
        fault(path, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        return range.lowerBound
    }

    mutating func choice(_ path: String) -> String {
        guard case .choice(let allowed)? = ConfigurationKey.named(path)?.shape else { return "" }
        let text = text(path) ?? ""
        if !allowed.contains(text) {
            fault(path, "must be one of \(allowed.joined(separator: ", "))")
        }
        return text
    }

    mutating func address(_ path: String) -> ListenAddress {
        if let address = ListenAddress(text(path) ?? "") { return address }
        fault(path, "must be HOST:PORT with a port from 0 to 65535 (0: any free one)")
        return ListenAddress(host: "127.0.0.1", port: 0)
    }

    /// `hh:mm` as minutes after midnight.
    mutating func minutes(_ path: String) -> Int {
        let parts = (text(path) ?? "").split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]),
            (0..<24).contains(hours), (0..<60).contains(minutes)
        {
            return hours * 60 + minutes
        }
        fault(path, "must be a time of day hh:mm")
        return 0
    }

    mutating func aliasKinds(_ path: String) -> [AliasKind] {
        texts(path).compactMap { name in
            if let kind = AliasKind(name: name) { return kind }
            let known = AliasKind.allCases.map(\.name)
            let nearest = nearestName(to: name, among: known).map { "; did you mean \($0)?" }
            fault(path, "\(name) is no kind of alias\(nearest ?? "")")
            return nil
        }.sorted()
    }

    private mutating func fault(_ path: String, _ message: String) {
        faults.append(.init(place: places[path] ?? path, message: "\(path) \(message)"))
    }

    private static func key(_ path: String) -> AbsoluteConfigKey {
        AbsoluteConfigKey(ConfigKey(path))
    }

    /// Numbers stay text: their range is checked here, with a message of ours.
    private static func value(
        _ text: ConfigurationText, _ shape: ConfigurationKey.Shape
    ) -> ConfigValue {
        switch (text, shape) {
        case (.one(let text), .texts):
            ConfigValue(.stringArray(separated(text)), isSecret: false)
        case (.list(let texts), .texts): ConfigValue(.stringArray(texts), isSecret: false)
        case (.one(let text), _): ConfigValue(.string(text), isSecret: false)
        case (.list(let texts), _):
            ConfigValue(.string(texts.joined(separator: ", ")), isSecret: false)
        }
    }

    private static func separated(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
