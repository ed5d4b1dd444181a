import Foundation
import MeritCore
import MeritToken
import Testing

/// The published vectors of the staff token: computed by another program, committed as they are.
struct Vectors: Decodable, Sendable {
    struct Accepted: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let slot: Int
        let staff: Int
        let link: Int
        let issued: String
        let bytes: String
        let token: String
        var testDescription: String { name }

        enum CodingKeys: String, CodingKey {
            case name
            case slot = "key_slot"
            case staff, link, issued, bytes, token
        }
    }

    struct Rejected: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let token: String
        let rejection: String
        var testDescription: String { name }
    }

    let keys: [String: String]
    let accept: [Accepted]
    let reject: [Rejected]

    static let all: Vectors = {
        do {
            let folder = Bundle.module.resourceURL ?? URL(filePath: "/")
            let file = folder.appending(path: "Fixtures/token-vectors.json")
            return try JSONDecoder().decode(Vectors.self, from: Data(contentsOf: file))
        } catch {
            preconditionFailure("the vectors are part of the test bundle: \(error)")
        }
    }()

    /// A ring with the vectors' keys, `active` signing.
    static func ring(active: UInt8 = 0) throws -> KeyRing {
        let keys = try all.keys.map { slot, hex in
            let slot = KeySlot(unchecked: try #require(UInt8(slot)))
            let state: KeySlotState = slot.value == active ? .active : .verifying
            let bytes = try #require(Hex.decode(hex))
            return try #require(
                SigningKey(slot: slot, state: state, origin: .imported, bytes: bytes))
        }
        return try KeyRing(keys)
    }
}

extension Vectors.Accepted {
    func claim() throws -> TokenClaim {
        TokenClaim(
            slot: try #require(KeySlot(slot)), staff: try #require(StaffNumber(staff)),
            link: try #require(LinkNumber(link)), issued: try day(issued))
    }
}

/// The issue day of a `YYYY-MM-DD`.
func day(_ text: String) throws -> IssueDay {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    try #require(parts.count == 3)
    let date = try #require(CivilDate(year: parts[0], month: parts[1], day: parts[2]))
    return try #require(IssueDay(date))
}
