import Foundation
import MeritAttribution
package import MeritCore
import MeritCrypto
import MeritIdentity
package import MeritIntake
package import MeritJournal
package import MeritStore
import Synchronization

/// A data directory in a temporary folder with everything behind the doors, real parts throughout:
/// journal, store, vault and keys on disk. Its identity is the folder's lock.
package final class Door: Sendable {
    private let home: Home
    package let journal: Journal
    package let store: Store
    package let vault: Vault
    package let keys: KeyHolder
    package let intake: Intake
    package let recorder: FactRecorder
    private let time: SharedTime
    private let applying: Mutex<Task<Void, Never>?> = Mutex(nil)

    /// Whether what is recorded is applied by itself.
    package enum Applying: Sendable {
        case running
        /// Only by `applyAll`.
        case held
    }

    /// How long the doors wait for something.
    package enum Patience: Sendable {
        case endless
        case none
    }

    package struct Options: Sendable {
        package var applying = Applying.running
        package var patience = Patience.endless
        /// `.max`: every command and webhook is refused for want of space.
        package var inboundSpaceMark: UInt64 = 0
        package var keysAreKept = true
        package init() {}
    }

    package static let mall = ShopName(unchecked: "mall")
    package static let other = ShopName(unchecked: "other")
    package static let start = Timestamp(rfc3339: "2026-11-21T02:00:00Z") ?? .distantPast

    /// A new directory with the shops `mall` and `other`, calendar, settings and `starter-v1`.
    package static func make(_ options: Options = Options()) async throws -> Door {
        let home = try Home()
        var generator = SystemRandomNumberGenerator()
        var file = KeyFile(using: &generator)
        for shop in [mall, other] {
            let secrets = ShopSecrets(
                webhook: [WebhookSecret(using: &generator)],
                identity: [IdentitySecret(using: &generator)])
            file = try file.with(secrets, for: shop)
        }
        let door = try Door(home, file, options, at: start)
        if options.inboundSpaceMark == 0 { try await door.furnish() }
        if options.applying == .running { door.startApplying() }
        return door
    }

    /// Closes this door and opens the directory again, as after a restart.
    package func reopened(_ options: Options = Options()) throws -> Door {
        let file = keys.file
        close()
        let door = try Door(home, file, options, at: now)
        if options.applying == .running { door.startApplying() }
        return door
    }

    private init(
        _ home: Home, _ file: KeyFile, _ options: Options, at start: Timestamp
    ) throws {
        let folder = home.path
        let time = SharedTime(start)
        let now: @Sendable () -> Timestamp = { time.value }
        var journalOptions = JournalOptions(node: .first)
        journalOptions.trafficSpaceMark = 0
        journalOptions.inboundSpaceMark = options.inboundSpaceMark
        journalOptions.segmentBytesFirst = 1 << 16
        let disk = try RealDisk(directory: folder + "/journal", creating: .createIfMissing)
        let journal = try Journal.open(
            journalOptions, disk: disk, run: RunID(high: .random(in: 1...(.max)), low: 1), now: now,
            randomness: { .random(in: 0...(.max)) })
        self.home = home
        self.journal = journal
        self.time = time
        store = try Store.open(folder: folder + "/store", access: .readWrite)
        guard let sealing = SealingKey(file.vaultKey) else { throw DoorFault.noSealingKey }
        vault = try Vault.open(path: folder + "/vault.db", key: sealing, access: .readWrite)
        let keysAreKept = options.keysAreKept
        keys = try KeyHolder(file, apps: IdentityApps(appID: nil, corpID: nil)) { _ in
            keysAreKept ? .kept : .failed("the test's disk is full")
        }
        recorder = FactRecorder(
            journal: journal, now: now,
            salt: { PersonalSalt(.random(in: 0...(.max)), .random(in: 0...(.max))) })
        intake = Intake(
            journal: journal, recorder: recorder, store: store, vault: vault, keys: keys,
            clock: ServiceClock(now: now, pause: Self.pause(options.patience)),
            random: { count in (0..<count).map { _ in .random(in: 0...255) } })
    }

    private static func pause(_ patience: Patience) -> @Sendable (Milliseconds) async -> Void {
        switch patience {
        case .none: return { _ in }
        case .endless:
            return { _ in
                // Ends when the task is cancelled, and never else.
                let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
                for await _ in stream {}
                continuation.finish()
            }
        }
    }

    private func furnish() async throws {
        guard
            let calendar = BusinessCalendar(
                zone: "Asia/Shanghai",
                offsets: [BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)],
                dayStartMinutes: 0, monthStart: 1)
        else { return }
        let facts: [any Fact] = [
            CalendarSet(calendar: calendar, actor: .system),
            IdentitySet(neverMerge: [.visitor, .click], sharedAfter: 3, actor: .system),
            PolicyPublished(document: Policy.starterV1.document, actor: .system),
            ShopAdded(shop: Self.mall, actor: .system),
            ShopAdded(shop: Self.other, actor: .system),
        ]
        _ = try await recorder.record(all: facts, class: .inbound)
        try applyAll()
        try intake.load()
    }

    // MARK: Time

    package var now: Timestamp { time.value }

    /// The last record of the journal.
    package var head: Sequence { journal.durable.sequence }

    /// Where closed months lie.
    package var sealedFolder: String { home.path + "/sealed" }

    package func setTime(_ moment: Timestamp) { time.set(moment) }

    // MARK: Applying

    /// Applies everything durable.
    package func applyAll() throws {
        var reader = try journal.reader(from: store.cursor)
        while let batch = try reader.next() {
            _ = try store.apply(batch)
        }
    }

    /// From now on what is recorded is applied by itself.
    package func startApplying() {
        let journal = journal
        let store = store
        let task = Task.detached {
            while !Task.isCancelled {
                await journal.waitUntilDurable(after: store.cursor.mark.sequence)
                do {
                    var reader = try journal.reader(from: store.cursor)
                    while let batch = try reader.next() { _ = try store.apply(batch) }
                } catch {
                    return store.stopWaiting(.stopped)
                }
            }
        }
        applying.withLock { $0 = task }
    }

    /// Ends applying, and waits until it has ended.
    package func stopApplying() async {
        let task = applying.withLock { task in
            defer { task = nil }
            return task
        }
        task?.cancel()
        await task?.value
    }

    package func close() {
        applying.withLock { $0?.cancel() }
        journal.close()
        store.close()
        vault.close()
    }

    /// Every fact in the journal.
    package func facts() throws -> [FactPayload] {
        var reader = try journal.reader(from: .start)
        var facts: [FactPayload] = []
        while let batch = try reader.next() {
            for record in batch.records {
                let personal: ArraySlice<UInt8>? =
                    if case .present(let bytes) = record.personal { bytes } else { nil }
                facts.append(
                    try FactPayload(
                        kind: record.kind, version: record.version,
                        publicBody: record.publicBody, personal: personal))
            }
        }
        return facts
    }
}

enum DoorFault: Error { case noSealingKey }

/// The time that a test sets. Its identity is the clock of one door.
final class SharedTime: Sendable {
    private let state: Mutex<Timestamp>

    init(_ start: Timestamp) { state = Mutex(start) }

    var value: Timestamp { state.withLock { $0 } }

    func set(_ moment: Timestamp) { state.withLock { $0 = moment } }
}

/// A temporary folder, removed with its last user.
final class Home: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "merit-door-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
