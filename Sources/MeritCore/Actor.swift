/// Who asked for something: a person where the key belongs to one, and the way they came.
public struct Actor: Hashable, Sendable {
    /// Nil for a key without a person and for the control socket: nobody, as far as two-person
    /// acts go.
    public let person: PersonNumber?
    public let door: Door

    /// The raw value is on disk.
    public enum Door: UInt8, Sendable {
        /// The program itself, at a directory's first start.
        case system = 1
        case controlSocket = 2
        case apiKey = 3
    }

    public init(person: PersonNumber?, door: Door) {
        self.person = person
        self.door = door
    }

    public static let system = Actor(person: nil, door: .system)
}

/// Where an imported fact came from: who imported, which file, which line.
public struct ImportProvenance: Hashable, Sendable {
    public let actor: Actor
    /// SHA-256 of the whole file.
    public let file: Digest
    /// 1 is the file's first line.
    public let line: UInt32

    public init(actor: Actor, file: Digest, line: UInt32) {
        self.actor = actor
        self.file = file
        self.line = line
    }
}

extension ByteWriter {
    public mutating func write(_ actor: Actor) {
        write(byte: actor.door.rawValue)
        write(varint: UInt64(actor.person?.value ?? 0))
    }

    public mutating func write(_ provenance: ImportProvenance) {
        write(provenance.actor)
        write(provenance.file)
        write(varint: UInt64(provenance.line))
    }
}

extension ByteReader {
    public mutating func actor() throws(Fault) -> Actor {
        guard let door = Actor.Door(rawValue: try byte()) else { throw .invalid("door") }
        let person = try number(UInt32.self, "person")
        return Actor(person: person == 0 ? nil : PersonNumber(person), door: door)
    }

    public mutating func importProvenance() throws(Fault) -> ImportProvenance {
        ImportProvenance(
            actor: try actor(), file: try digest(), line: try number(UInt32.self, "line"))
    }
}
