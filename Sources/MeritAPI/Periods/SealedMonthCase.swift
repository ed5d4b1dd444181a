import Logging
import MeritCore
import MeritIntake
import MeritLedger
import MeritStore

/// A closed month's sealed files as somebody asks for them.
struct SealedMonthCase: Sendable {
    let period: Period
    let seal: PeriodSealed

    /// The month that the path names.
    init(_ call: APICall) throws(Problem) {
        let period = try call.path("period") { Period($0) }
        let seal = try call.stored { store throws(StoreError) in try store.seal(of: period) }
        guard let seal else {
            throw Problem(.notFound, detail: "The month \(period) is not sealed.")
        }
        self.period = period
        self.seal = seal
    }

    /// The file of this name; checked to be, byte for byte, what was sealed: nothing else is ever
    /// given out for it.
    func place(of name: String, _ call: APICall) throws(Problem) -> String {
        guard let file = seal.files.first(where: { $0.name == name }),
            let sealed = SealedFile(rawValue: name)
        else { throw Problem(.notFound) }
        let folder = SealedFolder(call.parts.settings.sealedFolder)
        let mark: SealedFileMark?
        do throws(StoreError) {
            mark = try folder.mark(of: sealed, in: period)
        } catch {
            call.logger.error(
                "a sealed file can not be read",
                metadata: ["file": "\(period)/\(name)", "reason": "\(error)"])
            throw Problem(.sealDamaged, detail: "\(period)/\(name) can not be read.")
        }
        guard let mark else {
            throw Problem(.sealDamaged, detail: "\(period)/\(name) is not there.")
        }
        guard mark == SealedFileMark(bytes: file.bytes, digest: file.digest) else {
            throw Problem(.sealDamaged, detail: "\(period)/\(name) is not what was sealed.")
        }
        return "\(folder.path)/\(period)/\(name)"
    }
}
