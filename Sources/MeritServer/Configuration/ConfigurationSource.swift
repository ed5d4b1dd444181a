import Yams

/// The settings that one source names, by key path, still as text.
struct ConfigurationSource {
    struct Setting {
        let value: ConfigurationText
        let place: String
    }

    private(set) var settings: [String: Setting] = [:]
    private(set) var faults: [ConfigurationFault] = []

    /// Flags, by key path.
    init(flags: [String: String]) {
        for (path, value) in flags {
            settings[path] = Setting(value: .one(value), place: "--\(path)")
        }
    }

    /// Variables `MERIT_…`; lists are separated by commas.
    init(environment: [String: String]) {
        let byName = Dictionary(
            uniqueKeysWithValues: ConfigurationKey.all.map { ($0.environmentName, $0.path) })
        for (name, value) in environment.sorted(by: { $0.key < $1.key })
        where name.hasPrefix("MERIT_") && !ConfigurationKey.otherEnvironmentNames.contains(name) {
            if let path = byName[name] {
                settings[path] = Setting(value: .one(value), place: name)
            } else {
                faults.append(.unknown(name, at: name, known: Array(byName.keys)))
            }
        }
    }

    /// A YAML mapping of mappings; keys that are not `ConfigurationKey`s are faults.
    init(yaml text: String, file: String) {
        do {
            guard let root = try Yams.compose(yaml: text) else { return }
            guard let mapping = root.mapping else {
                faults.append(.init(place: file, message: "the file must be a mapping of keys"))
                return
            }
            read(mapping, under: "", file: file)
        } catch {
            faults.append(.init(place: file, message: "not YAML: \(error)"))
        }
    }

    private mutating func read(_ mapping: Node.Mapping, under prefix: String, file: String) {
        var seen: Set<String> = []
        for (key, value) in mapping {
            let path = prefix + (key.string ?? "")
            let place = "\(file):\(key.mark?.line ?? 0)"
            guard seen.insert(path).inserted else {
                faults.append(.init(place: place, message: "\(path) is there twice"))
                continue
            }
            if ConfigurationKey.named(path) != nil {
                take(value, as: path, at: place)
            } else if ConfigurationKey.all.contains(where: { $0.path.hasPrefix(path + ".") }) {
                guard let inner = value.mapping else {
                    faults.append(.init(place: place, message: "\(path) must be a mapping"))
                    continue
                }
                read(inner, under: path + ".", file: file)
            } else {
                faults.append(
                    .unknown(path, at: place, known: ConfigurationKey.all.map(\.path)))
            }
        }
    }

    private mutating func take(_ node: Node, as path: String, at place: String) {
        if let scalar = node.scalar?.string {
            settings[path] = Setting(value: .one(scalar), place: place)
        } else if let list = node.sequence, list.allSatisfy({ $0.scalar != nil }) {
            settings[path] = Setting(
                value: .list(list.compactMap(\.scalar?.string)), place: place)
        } else {
            faults.append(
                .init(place: place, message: "\(path) must be a value or a list of values"))
        }
    }
}

/// A setting as its source wrote it.
enum ConfigurationText {
    case one(String)
    case list([String])
}
