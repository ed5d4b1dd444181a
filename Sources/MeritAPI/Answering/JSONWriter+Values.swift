import MeritAttribution
import MeritCommands
import MeritCore
import MeritJSON

extension JSONWriter {
    /// RFC 3339 in UTC; null for nil.
    mutating func member(_ key: String, _ time: Timestamp?) { member(key, time?.rfc3339) }

    mutating func member(_ key: String, _ name: (some Name)?) { member(key, name?.value) }

    mutating func member(_ key: String, _ staff: StaffNumber?) { member(key, staff?.value) }

    /// `{"amount": 19900, "currency": "CNY"}`.
    mutating func member(_ key: String, _ money: Money) {
        object(key) { writer in
            writer.member("amount", money.amount.value)
            writer.member("currency", money.currency.code)
        }
    }

    /// `{"person": 3, "name": "…"}`; null for nobody.
    mutating func member(
        _ key: String, _ person: PersonNumber?, in directory: MeritAttribution.Directory
    ) {
        guard let person else {
            self.key(key)
            return null()
        }
        object(key) { writer in
            writer.member("person", person.value)
            writer.member("name", directory.person(person)?.name)
        }
    }

    mutating func warnings(_ warnings: [CommandWarning]) {
        array("warnings", warnings) { writer, warning in
            writer.object { writer in
                writer.member("code", warning.code.rawValue)
                writer.member("message", warning.message)
            }
        }
    }
}
