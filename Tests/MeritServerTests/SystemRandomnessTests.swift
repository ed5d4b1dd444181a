import MeritServer
import Testing

struct SystemRandomnessTests {
    @Test(arguments: [0, 1, 31, 32, 33, 64, 512, 1_000])
    func `every word that is asked for is drawn`(count: Int) {
        let words = SystemRandomness.words(count)
        #expect(words.count == count)
        // Two equal words, or one of 0, among a thousand: once in 10¹³ runs.
        #expect(Set(words).union([0]).count == count + 1)
    }
}
