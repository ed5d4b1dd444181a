import MeritCore

/// A sum of amounts as rows keep it, in two halves of 64 bits which only 2³² amounts could bring to
/// overflow.
///
/// Each half is the sum of the halves of its amounts, so that adding in any order, in any number of
/// steps, makes the same two numbers.
struct SplitAmount: Hashable {
    private(set) var upper: Int64 = 0
    private(set) var lower: Int64 = 0

    mutating func add(_ amount: MinorAmount) {
        upper += amount.value >> 32
        lower += amount.value & 0xffff_ffff
    }
}
