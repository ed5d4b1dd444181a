import MeritCore
import MeritToken
import Testing

@Suite("Key ring")
struct KeyRingTests {
    private static func bytes(_ seed: UInt8) -> [UInt8] { [UInt8](repeating: seed, count: 32) }

    private static func slot(_ number: UInt8) -> KeySlot { KeySlot(unchecked: number) }

    private func key(
        _ number: UInt8, _ state: KeySlotState = .active, origin: SigningKey.Origin = .first,
        retirement: UInt32 = 0
    ) throws -> SigningKey {
        try #require(
            SigningKey(
                slot: Self.slot(number), state: state, origin: origin, retirement: retirement,
                bytes: Self.bytes(number + 1)))
    }

    /// The ring of a new directory: its own key in slot 0.
    private func newRing() throws -> KeyRing { try KeyRing([key(0)]) }

    private func sign(_ ring: KeyRing) throws -> StaffToken {
        let today = IssueDay(2_516)
        return try ring.sign(
            staff: StaffNumber(unchecked: 1_001), link: LinkNumber(unchecked: 7), issued: today,
            today: today)
    }

    private func states(_ ring: KeyRing) -> [UInt8: KeySlotState] {
        Dictionary(uniqueKeysWithValues: ring.keys.map { ($0.slot.value, $0.state) })
    }

    // MARK: Making

    @Test("a ring has exactly one active slot, and a slot one key")
    func making() throws {
        #expect(throws: KeyRing.Fault.activeSlots(count: 0)) { try KeyRing([]) }
        #expect(throws: KeyRing.Fault.activeSlots(count: 0)) { try KeyRing([key(0, .verifying)]) }
        #expect(throws: KeyRing.Fault.activeSlots(count: 2)) { try KeyRing([key(0), key(1)]) }
        #expect(throws: KeyRing.Fault.slotTwice(Self.slot(0))) {
            try KeyRing([key(0), key(0, .verifying)])
        }
        #expect(throws: KeyRing.Fault.retirementTwice(3)) {
            try KeyRing([
                key(0), key(1, .retired, retirement: 3), key(2, .retired, retirement: 3),
            ])
        }
    }

    @Test("a key is 32 bytes, and has a place among the retired exactly where it is retired")
    func keys() throws {
        let slot = Self.slot(0)
        #expect(SigningKey(slot: slot, state: .active, origin: .first, bytes: [1]) == nil)
        let bytes = Self.bytes(1)
        #expect(SigningKey(slot: slot, state: .retired, origin: .first, bytes: bytes) == nil)
        #expect(
            SigningKey(slot: slot, state: .active, origin: .first, retirement: 1, bytes: bytes)
                == nil)
        #expect(!"\(try key(0))".contains("1, 1"), "a description holds no secret")
    }

    // MARK: Signing

    @Test("an issue day later than tomorrow is refused, tomorrow and any past day are not")
    func issueDays() throws {
        let ring = try newRing()
        let staff = StaffNumber(unchecked: 1)
        let link = LinkNumber(unchecked: 1)
        let today = IssueDay(100)
        for day: UInt16 in [0, 99, 100, 101] {
            let token = try ring.sign(
                staff: staff, link: link, issued: IssueDay(day), today: today)
            #expect(token.claim.issued == IssueDay(day))
        }
        #expect(throws: KeyRing.SigningRefusal.issuedTooLate) {
            try ring.sign(staff: staff, link: link, issued: IssueDay(102), today: today)
        }
        let last = IssueDay(.max)
        let token = try ring.sign(staff: staff, link: link, issued: last, today: last)
        #expect(token.claim.issued == last)
    }

    @Test("numbers that no token can carry are not signed")
    func numbers() throws {
        let ring = try newRing()
        let day = IssueDay(1)
        let link = LinkNumber(unchecked: 1)
        for staff in [0, 1 << 24, .max] as [UInt32] {
            #expect(throws: KeyRing.SigningRefusal.staffOutOfRange) {
                try ring.sign(
                    staff: StaffNumber(unchecked: staff), link: link, issued: day, today: day)
            }
        }
        #expect(throws: KeyRing.SigningRefusal.linkOutOfRange) {
            try ring.sign(
                staff: .max, link: LinkNumber(unchecked: 0), issued: day, today: day)
        }
    }

    // MARK: Verifying

    @Test("what one ring signs, another ring does not verify")
    func foreign() throws {
        let token = try sign(newRing())
        let other = try #require(
            SigningKey(
                slot: Self.slot(0), state: .active, origin: .first, bytes: Self.bytes(200)))
        #expect(try KeyRing([other]).verify(token) == .rejected(.forged, nil))
        let elsewhere = try KeyRing([key(1)])
        #expect(elsewhere.verify(token) == .rejected(.unknownKey, nil))
    }

    @Test("a retired key's token is rejected as such, with its claim, and a forged one as forged")
    func retiredKey() throws {
        let token = try sign(newRing())
        let ring = try newRing().rotated(to: Self.bytes(9)).retired(Self.slot(0))
        #expect(ring.verify(token.text) == .rejected(.retiredKey, token.claim))
        let forged = String(token.text.dropLast()) + (token.text.hasSuffix("0") ? "1" : "0")
        #expect(ring.verify(forged) == .rejected(.forged, nil))
    }

    /// Made by a program that holds the key (Python's `hmac`), with numbers that nobody has.
    @Test(
        "number 0 names nobody, even with a true tag",
        arguments: [
            ("1KVNaRuvIG4gM1fYjQYD9DJw2183VY", TokenRejection.unknownStaff),
            ("1KVOlm6SXY01aEFIIENrgI1l7eUhbC", .unknownLink),
            ("1KVNaRuvIG01aD55I45yZdRFMabwm0", .unknownLink),
        ])
    func zero(_ text: String, _ rejection: TokenRejection) throws {
        let ring = try Vectors.ring()
        #expect(ring.verify(text) == .rejected(rejection, nil))
        let retired = try ring.rotated(to: Self.bytes(9)).retired(Self.slot(0))
        #expect(retired.verify(text) == .rejected(.retiredKey, nil))
    }

    // MARK: Rotating

    @Test("a rotation takes the lowest unused slot; the former key goes on verifying")
    func rotation() throws {
        let first = try newRing()
        let old = try sign(first)
        let second = try first.rotated(to: Self.bytes(50))
        #expect(states(second) == [0: .verifying, 1: .active])
        #expect(second.activeKey.slot == Self.slot(1))
        #expect(second.verify(old) == .verified(old.claim))
        let new = try sign(second)
        #expect(new.claim.slot == Self.slot(1))
        #expect(second.verify(new) == .verified(new.claim))
        #expect(first.verify(new) == .rejected(.unknownKey, nil))
    }

    @Test("a ring without an unused slot replaces the longest retired key, once it is agreed to")
    func fullRing() throws {
        var ring = try newRing()
        for number in 1..<UInt8(KeyRing.slotCount) {
            ring = try ring.rotated(to: Self.bytes(number + 1))
        }
        #expect(ring.keys.count == 16)
        let full = ring
        #expect(throws: KeyRing.Refusal.noFreeSlot) { try full.rotated(to: Self.bytes(99)) }
        // Retired in an order that is not the order of slots.
        let retired = try full.retired(Self.slot(7)).retired(Self.slot(3))
        let wanted = KeyRing.Refusal.mustConfirm(Self.slot(7))
        #expect(throws: wanted) { try retired.rotated(to: Self.bytes(99)) }
        #expect(throws: wanted) {
            try retired.rotated(to: Self.bytes(99), replacing: Self.slot(3))
        }
        let rotated = try retired.rotated(to: Self.bytes(99), replacing: Self.slot(7))
        #expect(rotated.activeKey.slot == Self.slot(7))
        #expect(rotated.activeKey.bytes == Self.bytes(99))
        #expect(rotated.keys.filter { $0.state == .active }.count == 1)
        #expect(rotated[Self.slot(15)]?.state == .verifying)
        #expect(throws: KeyRing.Refusal.mustConfirm(Self.slot(3))) {
            try rotated.rotated(to: Self.bytes(98))
        }
    }

    @Test("an unused slot is taken before a retired one")
    func unusedFirst() throws {
        let ring = try newRing().rotated(to: Self.bytes(2)).retired(Self.slot(0))
        let next = try ring.rotated(to: Self.bytes(3), replacing: Self.slot(0))
        #expect(states(next) == [0: .retired, 1: .verifying, 2: .active])
    }

    @Test("a key of another length is refused", arguments: [0, 31, 33])
    func keyLength(_ count: Int) throws {
        let ring = try newRing()
        let key = [UInt8](repeating: 1, count: count)
        #expect(throws: KeyRing.Refusal.keyLength(count)) { try ring.rotated(to: key) }
        #expect(throws: KeyRing.Refusal.keyLength(count)) {
            try ring.imported(key, into: Self.slot(5), links: .none)
        }
    }

    // MARK: Retiring

    @Test("the active slot and an empty slot cannot be retired; retiring twice changes nothing")
    func retiring() throws {
        let ring = try newRing().rotated(to: Self.bytes(2)).rotated(to: Self.bytes(3))
        #expect(throws: KeyRing.Refusal.slotActive(Self.slot(2))) { try ring.retired(Self.slot(2)) }
        #expect(throws: KeyRing.Refusal.slotEmpty(Self.slot(9))) { try ring.retired(Self.slot(9)) }
        let once = try ring.retired(Self.slot(1))
        #expect(once[Self.slot(1)]?.retirement == 1)
        #expect(try once.retired(Self.slot(1)).keys == once.keys)
        #expect(try once.retired(Self.slot(0))[Self.slot(0)]?.retirement == 2)
    }

    // MARK: Importing

    @Test("an imported key becomes active; the former one verifies")
    func importing() throws {
        let ring = try newRing()
        let old = try sign(ring)
        let imported = try ring.imported(Self.bytes(70), into: Self.slot(4), links: .some)
        #expect(states(imported) == [0: .verifying, 4: .active])
        #expect(imported.verify(old) == .verified(old.claim))
        #expect(imported.activeKey.origin == .imported)
    }

    @Test("a slot that holds another key is refused")
    func slotInUse() throws {
        let ring = try newRing().rotated(to: Self.bytes(2))
        let retired = try ring.rotated(to: Self.bytes(3)).retired(Self.slot(1))
        for ring in [ring, retired] {
            #expect(throws: KeyRing.Refusal.slotInUse(Self.slot(1))) {
                try ring.imported(Self.bytes(70), into: Self.slot(1), links: .none)
            }
        }
    }

    @Test("the directory's own first key may be replaced while no link exists, and only once")
    func firstKey() throws {
        let ring = try newRing()
        #expect(throws: KeyRing.Refusal.slotInUse(Self.slot(0))) {
            try ring.imported(Self.bytes(70), into: Self.slot(0), links: .some)
        }
        let replaced = try ring.imported(Self.bytes(70), into: Self.slot(0), links: .none)
        #expect(states(replaced) == [0: .active])
        #expect(replaced.activeKey.bytes == Self.bytes(70))
        #expect(throws: KeyRing.Refusal.slotInUse(Self.slot(0))) {
            try replaced.imported(Self.bytes(71), into: Self.slot(0), links: .none)
        }
        // Rotated away, the first key is still the first; the rotated one then verifies.
        let rotated = try ring.rotated(to: Self.bytes(2))
        let late = try rotated.imported(Self.bytes(70), into: Self.slot(0), links: .none)
        #expect(states(late) == [0: .active, 1: .verifying])
    }

    @Test("importing the key that a slot holds already makes that slot active")
    func sameKey() throws {
        let ring = try newRing().rotated(to: Self.bytes(2))
        let back = try ring.imported(Self.bytes(1), into: Self.slot(0), links: .some)
        #expect(states(back) == [0: .active, 1: .verifying])
        #expect(back.keys.map(\.bytes) == ring.keys.map(\.bytes))
        let again = try back.imported(Self.bytes(1), into: Self.slot(0), links: .some)
        #expect(again.keys == back.keys)
    }
}
