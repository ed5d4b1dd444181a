import Foundation
import Glibc

/// What the kernel says of this process (proc(5)). Figures that can not be read are nil.
struct ProcessFigures: Sendable {
    let startTimeSeconds: Double?
    let cpuSeconds: Double?
    let residentBytes: UInt64?
    let openFiles: Int?

    /// As it stands now.
    init() {
        let stat = Self.stat
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        startTimeSeconds = Self.bootTime.flatMap { boot in
            stat[safely: 19].map { boot + $0 / ticks }
        }
        cpuSeconds = stat[safely: 11].flatMap { user in
            stat[safely: 12].map { (user + $0) / ticks }
        }
        residentBytes = stat[safely: 21].map { UInt64($0) * UInt64(sysconf(Int32(_SC_PAGESIZE))) }
        let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        // One of them is the folder itself, open for reading.
        openFiles = files.map { $0.count - 1 }
    }

    var families: [MetricFamily] {
        var families = [
            MetricFamily("merit_process_max_fds", OpenFileLimit.raised().value)
        ]
        if let startTimeSeconds {
            families.append(.init("merit_process_start_time_seconds", .number(startTimeSeconds)))
        }
        if let cpuSeconds {
            families.append(.init("merit_process_cpu_seconds_total", .number(cpuSeconds)))
        }
        if let residentBytes {
            families.append(.init("merit_process_resident_memory_bytes", .whole(residentBytes)))
        }
        if let openFiles { families.append(.init("merit_process_open_fds", openFiles)) }
        return families
    }

    /// The fields of `/proc/self/stat` behind the program's name, which may hold anything: index 0
    /// is field 3, `state`, and no number.
    private static var stat: [Double?] {
        guard let bytes = FileManager.default.contents(atPath: "/proc/self/stat") else { return [] }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return [] }
        return text[end...].split(separator: " ").dropFirst().map { Double($0) }
    }

    /// Seconds since 1970 at which the machine was started.
    private static var bootTime: Double? {
        guard let bytes = FileManager.default.contents(atPath: "/proc/stat") else { return nil }
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }
}

extension [Double?] {
    fileprivate subscript(safely index: Int) -> Double? {
        indices.contains(index) ? self[index] : nil
    }
}
