import Glibc
package import Logging
import MeritCore
import MeritCrypto
import MeritIdentity
package import MeritIntake
package import MeritJournal
package import MeritStore
package import MeritWorker
package import SystemPackage

/// The books of one data directory, open for work: keys, journal, vault, store and worker, and
/// the intake that both doors share. One per process and directory: it holds the directory's lock.
package final class Engine: Sendable {
    package let paths: Paths
    package let configuration: ServiceConfiguration
    package let keys: KeyHolder
    package let journal: Journal
    package let recorder: FactRecorder
    package let vault: Vault
    package let store: Store
    package let worker: Worker
    package let intake: Intake
    package let logger: Logger
    /// What the parts count.
    let metrics: MetricsRegistry
    private let lock: DirectoryHold

    /// Where things lie in the data directory.
    package struct Paths: Sendable {
        package let directory: FilePath
        package let journal: FilePath
        package let store: FilePath
        package let vault: FilePath
        package let keys: FilePath
        package let redirectTable: FilePath
        package let sealed: FilePath
        package let controlSocket: FilePath

        init(_ directory: borrowing DataDirectory) {
            self.directory = directory.path
            journal = directory.journal
            store = directory.store
            vault = directory.vault
            keys = directory.keys
            redirectTable = directory.redirectTable
            sealed = directory.sealed
            controlSocket = directory.controlSocket
        }
    }

    /// Opens `directory`, and begins its books where they are new. Everything recorded before is
    /// recovered; nothing is applied yet: that begins with `run`.
    package static func open(
        _ directory: FilePath, missing: DataDirectory.Missing,
        configuration: ServiceConfiguration, logger: Logger
    ) async throws(EngineError) -> Engine {
        // Whatever is made in the directory from here on is its owner's alone.
        umask(0o077)
        let birth = try birthFacts(configuration.birth)
        let held = try hold(directory, missing)
        let paths = held.paths
        let isNew = FileKind.of(paths.journal).isMissing
        let keys = try openKeys(paths, isNew: isNew, configuration)
        let metrics = MetricsRegistry()
        let journal = try openJournal(paths, configuration, metrics)
        let recorder = FactRecorder(
            journal: journal, now: SystemClock.now,
            salt: { PersonalSalt(SystemRandomness.word(), SystemRandomness.word()) })
        do throws(EngineError) {
            if journal.durable.sequence == .zero {
                try await begin(recorder, birth)
            }
            let (store, vault) = try openDatabases(paths, keys, journal)
            return try Engine(
                held: held, configuration: configuration, keys: keys, journal: journal,
                recorder: recorder, vault: vault, store: store, logger: logger,
                metrics: metrics)
        } catch {
            journal.close()
            throw error
        }
    }

    private init(
        held: DirectoryHold, configuration: ServiceConfiguration, keys: KeyHolder,
        journal: Journal, recorder: FactRecorder, vault: Vault, store: Store, logger: Logger,
        metrics: MetricsRegistry
    ) throws(EngineError) {
        do throws(WorkerError) {
            let start = ContinuousClock.now
            worker = try Worker(
                store: store, journal: journal, recorder: recorder,
                sealing: Sealing(SealedFolder(held.paths.sealed.string)),
                uptime: { start.duration(to: .now) })
        } catch {
            throw .worker(error)
        }
        lock = held
        paths = held.paths
        self.configuration = configuration
        self.keys = keys
        self.journal = journal
        self.recorder = recorder
        self.vault = vault
        self.store = store
        self.logger = logger
        self.metrics = metrics
        intake = Intake(
            journal: journal, recorder: recorder, store: store, vault: vault, keys: keys,
            clock: ServiceClock(
                now: SystemClock.now,
                pause: { try? await Task.sleep(for: .milliseconds($0.value)) }),
            random: SystemRandomness.bytes)
    }

    /// Ends the journal cleanly and closes the databases. What was acknowledged stays.
    package func close() {
        journal.close()
        if case .failed(let error) = journal.state {
            logger.critical("the journal has stopped", metadata: ["reason": "\(error)"])
        }
        store.close()
        vault.close()
    }

    /// After everything recorded has been applied: settings that contradict the books are refused.
    package func checkBirth() throws(EngineError) {
        let conflicts = BirthFacts.conflicts(configuration.birth, with: store.directory)
        guard conflicts.isEmpty else {
            throw .configuration(ConfigurationFaults(faults: conflicts))
        }
    }
}

// MARK: Opening, one part after the other

extension Engine {
    private static func hold(
        _ path: FilePath, _ missing: DataDirectory.Missing
    ) throws(EngineError) -> DirectoryHold {
        do throws(DataDirectoryError) {
            return DirectoryHold(try DataDirectory.open(path, missing: missing))
        } catch {
            throw .directory(error)
        }
    }

    private static func openKeys(
        _ paths: Paths, isNew: Bool, _ configuration: ServiceConfiguration
    ) throws(EngineError) -> KeyHolder {
        let disk = KeysOnDisk(path: paths.keys)
        let file: KeyFile
        do throws(DataDirectoryError) {
            if let present = try disk.read() {
                file = present
            } else if isNew {
                file = try disk.make()
            } else {
                throw .file(
                    paths.keys, "missing, but the journal is not new",
                    hint: "Restore keys.json from its backup: links and aliases depend on it.")
            }
        } catch {
            throw .directory(error)
        }
        let apps = IdentityApps(
            appID: configuration.mainAppID, corpID: configuration.mainCorpID)
        do throws(KeyView.Fault) {
            return try KeyHolder(file, apps: apps, persist: { disk.keep($0) })
        } catch {
            throw .keys("\(error)")
        }
    }

    private static func openJournal(
        _ paths: Paths, _ configuration: ServiceConfiguration, _ metrics: MetricsRegistry
    ) throws(EngineError) -> Journal {
        var options = JournalOptions(node: .first)
        let start = ContinuousClock.now
        options.metrics = JournalMetrics(metrics, uptime: { start.duration(to: .now) })
        options.trafficSpaceMark = configuration.spaceForTraffic
        options.inboundSpaceMark = configuration.spaceForInbound
        do throws(JournalError) {
            let disk = try RealDisk(directory: paths.journal.string, creating: .createIfMissing)
            return try Journal.open(
                options, disk: disk,
                run: RunID(high: SystemRandomness.word(), low: SystemRandomness.word()),
                now: SystemClock.now, randomness: SystemRandomness.word)
        } catch {
            throw .journal(error)
        }
    }

    /// Computed before anything is made, so that a wrong setting leaves no directory behind.
    private static func birthFacts(
        _ birth: ServiceConfiguration.Birth
    ) throws(EngineError) -> [any Fact] {
        do throws(ConfigurationFaults) {
            return try BirthFacts.facts(birth)
        } catch {
            throw .configuration(error)
        }
    }

    private static func begin(
        _ recorder: FactRecorder, _ birth: [any Fact]
    ) async throws(EngineError) {
        do throws(JournalRefusal) {
            _ = try await recorder.record(all: birth, class: .inbound)
        } catch {
            throw .refused(error)
        }
    }

    private static func openDatabases(
        _ paths: Paths, _ keys: KeyHolder, _ journal: Journal
    ) throws(EngineError) -> (store: Store, vault: Vault) {
        guard let vaultKey = SealingKey(keys.file.vaultKey) else {
            throw .keys("the vault key is not 32 bytes")
        }
        do throws(StoreError) {
            let vault = try Vault.open(
                path: paths.vault.string, key: vaultKey, access: .readWrite)
            let store = try Store.open(folder: paths.store.string, access: .readWrite)
            try checkPlace(of: store, in: journal)
            return (store, vault)
        } catch {
            throw .store(error)
        }
    }

    /// A store whose position is not in this journal belongs to another one.
    private static func checkPlace(
        of store: Store, in journal: Journal
    ) throws(StoreError) {
        do throws(JournalError) {
            _ = try journal.reader(from: store.cursor)
        } catch {
            throw .damaged("the store's position is not in this journal: \(error.detail)")
        }
    }
}

/// Keeps a directory's lock for as long as an engine lives.
private final class DirectoryHold: Sendable {
    private let directory: DataDirectory
    let paths: Engine.Paths

    init(_ directory: consuming DataDirectory) {
        paths = Engine.Paths(directory)
        self.directory = directory
    }
}
