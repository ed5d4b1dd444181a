import Foundation
import ProcessFixture
import Testing

/// A power cut, played with the copy of a disk: what the backing file holds while everything stands
/// still is what a disk holds after the power went. What only the kernel's memory has is gone.
@Suite(.enabled(if: Mount.loopUnavailable == nil, Mount.notTested(Mount.loopUnavailable)))
struct PowerCutTests {
    @Test func `twenty power cuts lose nothing that was acknowledged`() throws {
        let result = try PowerCuts(preloading: nil).play(20)
        print(
            "power cuts: 20, clicks \(result.clicks) and orders \(result.orders) acknowledged, "
                + "lost \(result.lost)")
        #expect(result.lost == 0, "seed \(result.seed): \(result.problems)")
        #expect(result.problems.isEmpty, "seed \(result.seed)")
    }

    @Test func `without syncs the same power cuts lose what was acknowledged`() throws {
        let library = try PreloadedLibrary("nosync")
        let result = try PowerCuts(preloading: library.path).play(3, examining: 4)
        print(
            "power cuts without syncs: lost \(result.lost) of what was looked for, in "
                + "\(result.problems.count) of 3 cuts")
        #expect(result.lost > 0, "the check would not see a lost sync: \(result.problems)")
    }
}

/// One life of a data directory through power cuts: after each the copy is the disk that goes on.
final class PowerCuts {
    private let folder: TemporaryFolder
    private let library: String?
    private var image: DiskImage
    private var mount: Mount
    private var directory: MeritDirectory
    private let shop: Shopfront
    private let traffic: Traffic

    struct Result {
        let seed: UInt64
        var clicks = 0
        var orders = 0
        var lost = 0
        /// Why a cut left nothing that could be looked at.
        var problems: [String] = []
    }

    /// The disk lies in memory where there is room: a sync then costs what it costs the kernel.
    init(preloading library: String?) throws {
        let memory = "/dev/shm"
        folder =
            FileManager.default.isWritableFile(atPath: memory)
            ? try TemporaryFolder("power", in: memory) : try TemporaryFolder("power")
        self.library = library
        image = try DiskImage(in: folder, megabytes: 512)
        mount = try Mount(image: image.path)
        directory = Self.directory(on: mount)
        shop = try Shopfront(directory)
        traffic = try Traffic(shop)
        // Everything so far is on the disk, syncs or not: the cuts are about the traffic.
        try Shell.must("sync", ["-f", mount.path])
    }

    private static func directory(on mount: Mount) -> MeritDirectory {
        MeritDirectory(
            path: mount.path + "/data",
            settings: [
                "MERIT_JOURNAL_SPACE_FOR_TRAFFIC": "0", "MERIT_JOURNAL_SPACE_FOR_INBOUND": "0",
            ])
    }

    /// `examined` is how many acknowledged clicks of a cut are looked for: a lost one takes a
    /// while, because the service waits whether it might still become durable.
    func play(_ cuts: Int, examining examined: Int = .max) throws -> Result {
        var result = Result(seed: UInt64.random(in: 0...UInt64.max))
        print("power cuts: seed \(result.seed)")
        var random = SeededRandom(result.seed)
        for cut in 1...cuts {
            let before = traffic.seen
            let merit = try RunningMerit(directory, preloading: library)
            try traffic.start(merit)
            try traffic.wait(forAnswers: Int.random(in: 5...80, using: &random))
            merit.freeze()
            let copy = try DiskImage(copyOf: image, in: folder)
            merit.kill()
            try traffic.finishRound()
            try moveOn(to: copy)
            do {
                let lost = try look(since: before, cut, examined)
                result.lost += lost.count
                if lost.count > 0 { result.problems.append("cut \(cut): \(lost)") }
            } catch {
                result.problems.append("cut \(cut): \(error)")
                break
            }
        }
        result.clicks = traffic.seen.clicks.count
        result.orders = traffic.seen.orders.count
        try lookAtTheEnd(&result)
        return result
    }

    private func moveOn(to copy: DiskImage) throws {
        mount.unmount()
        try image.remove()
        image = copy
        mount = try Mount(image: image.path)
        directory = Self.directory(on: mount)
    }

    /// What of this cut's acknowledged traffic is gone.
    private func look(since before: Traffic.Seen, _ cut: Int, _ examined: Int) throws
        -> Evidence.Lost
    {
        let merit = try RunningMerit(directory)
        let clicks = traffic.seen.clicks.dropFirst(before.clicks.count).prefix(examined)
        let orders = traffic.seen.orderIDs.subtracting(before.orderIDs)
        let lost = try Evidence(directory: directory).lost(clicks, orders: orders, round: cut)
        try merit.stop()
        return lost
    }

    /// After the last cut nothing of the earlier ones is gone either, and the books hold.
    private func lookAtTheEnd(_ result: inout Result) throws {
        guard result.problems.isEmpty else { return }
        let merit = try RunningMerit(directory)
        let lost = try Evidence(directory: directory).lost(
            traffic.seen.clicks, orders: traffic.seen.orderIDs, round: 0)
        result.lost += lost.count
        if lost.count > 0 { result.problems.append("at the end: \(lost)") }
        try merit.stop()
        let verify = try directory.run("verify")
        if verify.code != 0 { result.problems.append(verify.transcript) }
        if !traffic.seen.broken.isEmpty { result.problems += traffic.seen.broken }
    }
}
