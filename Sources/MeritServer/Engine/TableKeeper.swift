import Logging
import MeritAttribution
import MeritCollector
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJournal
import MeritStore
import SystemPackage

/// Keeps the collector's table true to the directory and the keys: whoever changed one of them asks
/// for a table that has it, and waits. Builds at most one table every 100 ms.
actor TableKeeper {
    private let store: Store
    private let keys: KeyHolder
    private let settings: RedirectSettings
    private let file: FilePath
    private let publish: @Sendable (RedirectTable) async -> Void
    private let logger: Logger
    private var built: Built?
    private var running: Task<Void, Never>?

    /// What the newest table was built from.
    private struct Built {
        let directory: UInt64
        let keys: UInt64
        let at: ContinuousClock.Instant
    }

    static let pause = Duration.milliseconds(100)

    init(
        store: Store, keys: KeyHolder, settings: RedirectSettings, file: FilePath,
        logger: Logger, publish: @escaping @Sendable (RedirectTable) async -> Void
    ) {
        self.store = store
        self.keys = keys
        self.settings = settings
        self.file = file
        self.logger = logger
        self.publish = publish
    }

    /// The table as directory and keys stand now.
    func table() -> RedirectTable {
        let rows = RedirectRows(store.directory, through: store.cursor.mark.sequence)
        return RedirectTable(rows: rows, keys: RedirectKeys(keys), settings: settings)
    }

    /// Returns once the collector's table holds everything that was applied before the call.
    func refresh() async {
        while !isCurrent {
            if let running {
                await running.value
                continue
            }
            let task = Task { await self.build() }
            running = task
            await task.value
            running = nil
        }
    }

    private var isCurrent: Bool {
        built.map {
            $0.directory == store.directoryVersion && $0.keys == keys.view.version
        } ?? false
    }

    private func build() async {
        if let last = built?.at {
            let rest = Self.pause - last.duration(to: .now)
            if rest > .zero { try? await Task.sleep(for: rest) }
        }
        let versions = Built(
            directory: store.directoryVersion, keys: keys.view.version, at: .now)
        let rows = RedirectRows(store.directory, through: store.cursor.mark.sequence)
        await publish(RedirectTable(rows: rows, keys: RedirectKeys(keys), settings: settings))
        built = versions
        do throws(Errno) {
            try DurableFile.replace(file, with: RedirectTableFile.bytes(of: rows))
        } catch {
            logger.warning(
                "the redirect table's file was not written",
                metadata: [
                    "file": "\(file)", "reason": "\(error)",
                ])
        }
    }
}

extension RedirectRows {
    /// The directory as the redirect needs it.
    init(_ directory: Directory, through: Sequence) {
        self.init(
            links: directory.links.map { link in
                LinkRow(
                    number: link.link, kind: link.kind, destination: link.destination,
                    validDays: link.validDays,
                    standing: directory.revokedAt(link.link) == nil ? .valid : .revoked)
            },
            staff: directory.staffNumbers.map { staff in
                StaffRow(
                    number: staff,
                    standing: directory.isRevoked(staff: staff, at: .distantFuture)
                        ? .revoked : .valid)
            },
            calendar: directory.calendar, through: through)
    }
}

extension RedirectKeys {
    init(_ keys: KeyHolder) {
        let view = keys.view
        self.init(
            ring: view.ring, click: view.clickKey, aliases: view.hasher,
            identities: IdentityVerifier(
                secrets: keys.file.identitySecrets, hasher: view.hasher))
    }
}
