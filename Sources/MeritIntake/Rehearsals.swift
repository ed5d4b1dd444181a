import MeritCore

/// The imports that are being rehearsed, and the ids that their lines would have taken so far.
struct Rehearsals {
    /// At once; beyond, the one begun first is forgotten, and its later lines count as if its
    /// earlier ones had taken nothing.
    static let filesMax = 8
    /// Of one file; the ids of lines beyond are not remembered.
    static let idsMax = 1_000_000

    private var files: [(source: Intake.ImportSource, taken: [IntakeIndex.Key: Digest])] = []

    mutating func begin(_ source: Intake.ImportSource) {
        files.removeAll { $0.source == source }
        if files.count == Self.filesMax { files.removeFirst() }
        files.append((source, [:]))
    }

    /// What an earlier line of the file would have recorded under the key; nil where none would
    /// have: then this one does.
    mutating func take(
        _ key: IntakeIndex.Key, _ content: Digest, in source: Intake.ImportSource
    ) -> Digest? {
        guard let place = files.firstIndex(where: { $0.source == source }) else {
            begin(source)
            return take(key, content, in: source)
        }
        if let taken = files[place].taken[key] { return taken }
        if files[place].taken.count < Self.idsMax { files[place].taken[key] = content }
        return nil
    }
}
