import MeritCore
import MeritOrders

extension Bench {
    /// Tests 4 to 6: employed at T or replaced by the leaver rule, no self-purchase, of the
    /// ordering store where the policy asks for it. House accounts pass all three.
    mutating func standing(of staff: StaffNumber) -> Standing {
        if let known = standings[staff] { return known }
        let standing = examine(staff)
        standings[staff] = standing
        return standing
    }

    private mutating func examine(_ staff: StaffNumber) -> Standing {
        guard let row = lens.staff(staff, at: judgedAt) else {
            return .rejected(.unknownStaff, instead: nil)
        }
        guard let payee = employedPayee(for: row) else {
            return .rejected(.notEligibleStaff, instead: nil)
        }
        if payee.role == .houseAccount { return .eligible(payee.staff) }
        let instead = payee.staff == staff ? nil : payee.staff
        if isBuyer(payee) {
            switch policy.selfPurchase {
            case .countSelf: break
            case .exclude: return .rejected(.selfPurchase, instead: instead)
            case .store:
                return storeAccount().map { .eligible($0) }
                    ?? .rejected(.selfPurchase, instead: instead)
            }
        }
        return belongsToStore(payee)
            ? .eligible(payee.staff) : .rejected(.otherStore, instead: instead)
    }

    // MARK: Test 4

    /// The person, or who takes the place of one who is not employed at T; nil: nobody.
    private mutating func employedPayee(for row: StaffRow) -> StaffRow? {
        if policy.leaver == .keep || row.isEmployed(at: judgedAt) { return row }
        switch policy.leaver {
        case .keep, .reject: return nil
        case .successor: return successor(of: row)
        case .house:
            guard let account = lens.houseAccount(of: row.department, at: judgedAt) else {
                return nil
            }
            return lens.staff(account, at: judgedAt)
        }
    }

    /// Who took the customer over, step by step, until somebody is employed; nil where the chain
    /// ends, leads to somebody unknown or comes back to a person.
    private mutating func successor(of leaver: StaffRow) -> StaffRow? {
        var row = leaver
        var met: Set<StaffNumber> = [leaver.staff]
        while let next = takeOvers[row.staff]?.to ?? row.successor {
            guard met.insert(next).inserted, let found = lens.staff(next, at: judgedAt) else {
                return nil
            }
            if found.isEmployed(at: judgedAt) { return found }
            row = found
        }
        return nil
    }

    // MARK: Test 5

    /// Whether one of the person's own aliases belongs to the customer or stands on the order.
    private func isBuyer(_ row: StaffRow) -> Bool {
        guard !row.aliases.isEmpty else { return false }
        let onOrder = subject.order.evidence.aliases
        return row.aliases.contains {
            subject.customer.contains(sorted: $0) || onOrder.contains($0)
        }
    }

    /// The house account of the ordering store.
    mutating func storeAccount() -> StaffNumber? {
        guard let store = subject.order.store else { return nil }
        return lens.houseAccount(ofStore: store, at: judgedAt)
    }

    // MARK: Test 6

    private mutating func belongsToStore(_ row: StaffRow) -> Bool {
        guard policy.crossStore == .sameStoreOnly, let store = subject.order.store else {
            return true
        }
        guard let department = lens.department(ofStore: store, at: judgedAt) else { return false }
        return lens.isBelow(row.department, department, at: judgedAt)
    }
}

extension StaffRow {
    /// House accounts never leave.
    func isEmployed(at moment: Timestamp) -> Bool {
        if role == .houseAccount { return true }
        let hasBegun = employedFrom.map { $0 <= moment } ?? true
        let hasEnded = employedTo.map { $0 <= moment } ?? false
        return hasBegun && !hasEnded
    }
}

extension [CaseHandOver] {
    /// The latest hand-over at or before `moment`, by the person it is from.
    func latest(at moment: Timestamp) -> [StaffNumber: CaseHandOver] {
        var latest: [StaffNumber: CaseHandOver] = [:]
        for handOver in self where handOver.at <= moment {
            if let known = latest[handOver.from], CaseHandOver.isEarlier(handOver, known) {
                continue
            }
            latest[handOver.from] = handOver
        }
        return latest
    }
}
