import Foundation
import GRDB
import MeritAttribution
import MeritCore
import MeritJournal
import Testing

@testable import MeritStore

struct RestartTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a store that is opened again has the same directory and goes on`() throws {
        var tape = Shop.opening()
        let operations = Actor(person: PersonNumber(1), door: .apiKey)
        tape.add(
            PersonAdded(
                actor: .system, personal: PersonAdded.Personal(name: "王", userID: "wang")),
            at: Shop.noon)
        tape.add(Shop.newLink(), at: Shop.noon)
        tape.add(LinkRevoked(link: Shop.link, actor: operations), at: Shop.minutes(1))
        tape.add(
            StaffRevocation(staff: Shop.bert, change: .revoked, actor: operations),
            at: Shop.minutes(2))
        tape.add(
            KeyChanged(slot: KeySlot(unchecked: 3), state: .verifying, actor: operations),
            at: Shop.minutes(3))
        tape.add(
            DepartmentSet(
                department: DepartmentCode(unchecked: "SH-2"), name: "二店",
                parent: Shop.department, store: nil, effectiveFrom: Shop.minutes(-5),
                actor: operations, provenance: Shop.provenance(2)), at: Shop.minutes(4))
        tape.add(
            StaffSet(
                staff: Shop.bert, department: DepartmentCode(unchecked: "SH-2"),
                employedFrom: Shop.minutes(-100), employedTo: Shop.minutes(1_000),
                successor: Shop.anna, role: .guide, effectiveFrom: Shop.minutes(-1),
                actor: operations, provenance: nil, personal: nil), at: Shop.minutes(5))
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try store.apply(tape.batch)
        #expect(try store.badRecords(after: .zero, limit: 10, .all).isEmpty)
        let directory = store.directory
        #expect(directory.isRevoked(staff: Shop.bert, at: Shop.minutes(10)))
        #expect(directory.department(of: Shop.bert, at: Shop.noon)?.value == "SH-2")
        store.close()
        let again = try Store.open(folder: folder.store, access: .readWrite)
        #expect(again.directory == directory)
        #expect(again.cursor == tape.batch.end)
        tape.add(Shop.click(visitor: 2), at: Shop.noon)
        _ = try again.apply(tape.after(again.cursor.mark.sequence))
        #expect(try again.counts().touches == 1)
    }

    @Test func `a process that dies inside a transaction leaves what was committed before`() throws
    {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Shop.opening()
        _ = try store.apply(tape.batch)
        let committed = try store.rowDigest()
        for number in 0..<2_000 {
            tape.add(Shop.click(visitor: UInt64(number)), at: Shop.minutes(1))
        }
        let rest = tape.after(store.cursor.mark.sequence)
        // A cache of a few pages, so that the log holds pages that were never committed.
        try store.file.outsideTransaction { database in
            try database.execute(sql: "PRAGMA cache_size = 5")
        }
        let copy = folder.path + "/after-the-kill"
        #expect(throws: StoreError.stopped) {
            try store.file.write { connection throws(StoreError) in
                var applier = try Applier(connection, StoreMemory(connection))
                for record in rest.records { try applier.apply(record) }
                try applier.finish()
                do {
                    try FileManager.default.copyItem(atPath: folder.store, toPath: copy)
                } catch {
                    throw .io("\(error)")
                }
                throw .stopped
            }
        }
        let log = try FileManager.default.attributesOfItem(atPath: copy + "/1/merit.db-wal")
        #expect((log[.size] as? Int ?? 0) > 100_000)
        let survivor = try Store.open(folder: copy, access: .readWrite)
        #expect(try survivor.rowDigest() == committed)
        #expect(survivor.cursor.mark.sequence == Shop.opening().last)
        // Both go on from there and come to the same.
        _ = try survivor.apply(rest)
        _ = try store.apply(rest)
        #expect(try survivor.tableDigests() == store.tableDigests())
    }

    @Test func `a full disk refuses the whole batch and loses nothing`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Shop.opening()
        _ = try store.apply(tape.batch)
        let committed = try store.rowDigest()
        for number in 0..<2_000 {
            tape.add(Shop.click(visitor: UInt64(number)), at: Shop.minutes(1))
        }
        // SQLite refuses to grow beyond this many pages, as it does where the disk is full.
        let pages = try store.file.outsideTransaction { database in
            try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
        }
        try store.file.outsideTransaction { database in
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
        }
        #expect(throws: StoreError.full) {
            _ = try store.apply(tape.after(store.cursor.mark.sequence))
        }
        #expect(try store.rowDigest() == committed)
        #expect(store.cursor.mark.sequence == Shop.opening().last)
        try store.file.outsideTransaction { database in
            try database.execute(sql: "PRAGMA max_page_count = 1000000")
        }
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        #expect(try store.counts().touches == 2_000)
    }
}
