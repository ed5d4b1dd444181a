import MeritCore
import Synchronization
import Testing

@testable import MeritJournal

struct SegmentPreparationTests {
    @Test("what was handed to the writer is never written again by a later preparation")
    func handedOver() throws {
        let disk = SimulatedDisk(seed: 1)
        let jobs = Mutex<[@Sendable () -> Void]>([])
        let preparation = SegmentPreparation(
            disk: disk, perform: { job in jobs.withLock { $0.append(job) } })
        func work() {
            let due = jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
            for job in due { job() }
        }
        let supply = preparation.supply
        // A second request while the first is on its way, and a third while its file is ready.
        supply.request(4_096)
        supply.request(4_096)
        work()
        supply.request(4_096)
        let first = try #require(supply.take())
        try first.file.writeWhole([UInt8](repeating: 7, count: 4_096).span, at: 0)
        work()
        supply.request(4_096)
        work()
        #expect(disk.content(first.name) == [UInt8](repeating: 7, count: 4_096))
        let second = try #require(supply.take())
        #expect(second.name != first.name)
        #expect(disk.fileNames.count == 2)
        #expect(supply.take() == nil)
    }

    @Test("a file that exists is not opened for creation", arguments: [true, false])
    func exclusive(isReal: Bool) throws {
        let directory = try TemporaryDirectory()
        let disk: any Disk =
            isReal ? try RealDisk(directory: directory.path) : SimulatedDisk(seed: 1)
        _ = try disk.open("a", .create)
        #expect(throws: DiskError.self) { _ = try disk.open("a", .create) }
        _ = try disk.open("a", .update)
    }

    @Test("many askers roll through many segments that were prepared beside them")
    func underLoad() async throws {
        let directory = try TemporaryDirectory()
        let journal = try directory.open()
        await withTaskGroup(of: Void.self) { group in
            for asker in UInt64(0)..<8 {
                group.addTask {
                    for step in UInt64(0)..<40 {
                        let buffer = TestRecords.buffer([asker << 32 | step], padding: 900)
                        _ = try? await journal.append(buffer, class: .inbound)
                    }
                }
            }
        }
        journal.close()
        let records = try TestRecords.scan(RealDisk(directory: directory.path))
        #expect(records.count == 320)
        #expect(Set(records.compactMap(TestRecords.id)).count == 320)
    }
}
