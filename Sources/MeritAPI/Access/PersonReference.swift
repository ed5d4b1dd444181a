import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// A person by number, or by name where only one has it.
enum PersonReference {
    case number(PersonNumber)
    case name(String)

    func number(in directory: MeritAttribution.Directory) throws(Problem) -> PersonNumber {
        let found =
            switch self {
            case .number(let number): directory.person(number).map { [$0] } ?? []
            case .name(let name): directory.persons.filter { $0.name == name }
            }
        guard let row = found.first else {
            throw Problem(.unknownPerson, detail: "Nobody has this name or number.")
        }
        guard found.count == 1 else {
            throw Problem(
                .unknownPerson, detail: "\(found.count) persons have this name: give the number.")
        }
        return row.person
    }
}

extension JSONForm where Value == PersonReference {
    /// A number or a name.
    static var person: JSONForm<PersonReference> {
        JSONForm("a person's number or name") { node, reader in
            if case .string(let name)? = node.value { return .name(name) }
            return JSONForm<Int64>.integer(1...Int64(UInt32.max)).read(node, &reader)
                .map { .number(PersonNumber(UInt32($0))) }
        }
    }
}
