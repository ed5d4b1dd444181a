import MeritAttribution
import MeritCore

extension MeritAttribution.Directory {
    /// Nil where nobody has the number.
    func person(_ number: PersonNumber) -> PersonRow? {
        let index = Int(number.value) - 1
        return persons.indices.contains(index) ? persons[index] : nil
    }
}
