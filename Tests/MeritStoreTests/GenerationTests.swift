import Foundation
import GRDB
import MeritCore
import MeritJournal
import Testing

@testable import MeritStore

struct GenerationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var tape: Tape {
        var tape = Shop.opening()
        tape.add(Shop.click(visitor: 1), at: Shop.noon)
        return tape
    }

    @Test func `the store syncs NORMAL and the vault FULL, as SQLite itself says`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        #expect(try store.file.synchronous() == 1)
        let vault = try Vault.open(
            path: folder.vault, key: try VaultTests.key(), access: .readWrite)
        #expect(try vault.file.synchronous() == 2)
        vault.close()
        let again = try Vault.open(
            path: folder.vault, key: try VaultTests.key(), access: .readWrite)
        #expect(try again.file.synchronous() == 2)
    }

    @Test func `foreign keys and checks hold`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        for sql in [
            "INSERT INTO order_aliases (order_number, alias, since, until) VALUES (9, 1, 1, 2)",
            "INSERT INTO touches VALUES (1, 0, 5, 1, 0, 1, 1, 1, NULL, NULL, 0, NULL, NULL)",
            "INSERT INTO orders (number, shop, order_id, currency) VALUES ('x', 'm', 'o', 'CNY')",
            "INSERT INTO orders (number, shop, order_id, currency) VALUES (1, 'm', 'o', 'YUAN')",
        ] {
            #expect(throws: StoreError.self, "\(sql)") {
                try store.file.outsideTransaction { database in try database.execute(sql: sql) }
            }
        }
    }

    @Test func `a new generation becomes current whole, and the old one is gone`() throws {
        let old = try Store.open(folder: folder.store, access: .readWrite)
        _ = try old.apply(tape.batch)
        let rebuilt = try Store.create(folder: folder.store)
        #expect(rebuilt.generation == old.generation + 1)
        _ = try rebuilt.apply(tape.batch)
        // Until it is made current, whoever opens the store gets the old one.
        #expect(try Store.open(folder: folder.store, access: .readOnly).generation == 1)
        #expect(try rebuilt.rowDigest() == old.rowDigest())
        old.close()
        try rebuilt.makeCurrent()
        rebuilt.close()
        let opened = try Store.open(folder: folder.store, access: .readWrite)
        #expect(opened.generation == 2)
        #expect(opened.cursor == tape.batch.end)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.store).sorted()
        #expect(names == ["2", "CURRENT"])
    }

    @Test func `a log that an old generation left behind does not come back`() throws {
        let old = try Store.open(folder: folder.store, access: .readWrite)
        var longer = tape
        longer.add(Shop.click(visitor: 2), at: Shop.noon)
        _ = try old.apply(longer.batch)
        // The process dies with its log unmerged: the files stay as they lie.
        let log = folder.store + "/1/merit.db-wal"
        let kept = try Data(contentsOf: URL(filePath: log))
        #expect(!kept.isEmpty)
        let rebuilt = try Store.create(folder: folder.store)
        _ = try rebuilt.apply(tape.batch)
        try rebuilt.makeCurrent()
        rebuilt.close()
        try FileManager.default.createDirectory(
            atPath: folder.store + "/1", withIntermediateDirectories: true)
        try kept.write(to: URL(filePath: log))
        let opened = try Store.open(folder: folder.store, access: .readWrite)
        #expect(try opened.counts().touches == 1)
        #expect(opened.cursor == tape.batch.end)
    }

    @Test func `an unfinished generation is no store and is made anew`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try store.apply(tape.batch)
        let unfinished = try Store.create(folder: folder.store)
        _ = try unfinished.apply(Shop.opening().batch)
        unfinished.close()
        store.close()
        let opened = try Store.open(folder: folder.store, access: .readWrite)
        #expect(opened.generation == 1)
        let again = try Store.create(folder: folder.store)
        #expect(again.generation == 2)
        #expect(again.cursor == .start)
    }

    @Test func `a store that a newer release wrote is refused with a hint`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        try store.file.outsideTransaction { database in
            try database.execute(sql: "PRAGMA user_version = 99")
        }
        store.close()
        let newer = StoreError.newerSchema(found: 99, known: StoreSchema.version)
        for access in [Store.Access.readWrite, .readOnly] {
            #expect(throws: newer) {
                _ = try Store.open(folder: folder.store, access: access)
            }
        }
        #expect(newer.hint.contains("release"))
    }

    @Test func `a damaged database says so and names the rebuild`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try store.apply(tape.batch)
        store.close()
        let path = URL(filePath: folder.store + "/1/merit.db")
        try Data(repeating: 0x5a, count: 40_000).write(to: path)
        do throws(StoreError) {
            _ = try Store.open(folder: folder.store, access: .readWrite)
            Issue.record("a file of garbage was opened")
        } catch {
            #expect(error.code == "store_damaged")
            #expect(error.hint.contains("merit rebuild"))
        }
    }

    @Test func `a pointer to nothing is damage, not a new store`() throws {
        try Store.open(folder: folder.store, access: .readWrite).close()
        for text in ["", "0\n", "x\n", "1", "-1\n", "7\n"] {
            try Data(text.utf8).write(to: URL(filePath: folder.store + "/CURRENT"))
            do throws(StoreError) {
                _ = try Store.open(folder: folder.store, access: .readWrite)
                Issue.record("\(text) was taken for a generation")
            } catch {
                #expect(error.code == "store_damaged", "\(text)")
            }
        }
        #expect(!FileManager.default.fileExists(atPath: folder.store + "/7"))
    }

    @Test func `reading where there is no store makes none`() throws {
        #expect(throws: StoreError.noStore) {
            _ = try Store.open(folder: folder.store, access: .readOnly)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.store))
    }

    @Test func `a reader sees the last whole transaction while the writer writes`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try store.apply(Shop.opening().batch)
        let reader = try Store.open(folder: folder.store, access: .readOnly)
        #expect(reader.cursor == Shop.opening().batch.end)
        try store.file.write { connection throws(StoreError) in
            try connection(
                Query("test", "INSERT INTO recoveries VALUES (1, 2, 3, 4)")
            ).run()
            #expect(try reader.rowDigest() == store.rowDigest())
        }
    }
}
