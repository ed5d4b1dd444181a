package import MeritCore

/// Whether a staff member is employed at a moment.
package enum Employment: Hashable, Sendable {
    /// The directory has no such staff member.
    case unknown
    /// Employed, or a house account, which never leaves.
    case employed
    case notEmployed
}

extension Directory {
    /// Rising.
    package var staffNumbers: [StaffNumber] { staffMembers.keys.sorted() }

    package func knows(_ staff: StaffNumber) -> Bool { staffMembers[staff] != nil }

    /// As recorded; empty where the directory has no such staff member.
    package func rows(of staff: StaffNumber) -> [StaffRow] { staffMembers[staff]?.rows ?? [] }

    package func timeline(of staff: StaffNumber) -> Timeline<StaffRow>? { staffMembers[staff] }

    /// The row that holds at `moment`; nil where the directory has no such staff member.
    package func staff(_ staff: StaffNumber, at moment: Timestamp) -> StaffRow? {
        staffMembers[staff]?.row(at: moment)
    }

    package func department(of staff: StaffNumber, at moment: Timestamp) -> DepartmentCode? {
        self.staff(staff, at: moment)?.department
    }

    /// Employed means `employedFrom` ≤ moment < `employedTo`, by the row that holds then.
    package func employment(of staff: StaffNumber, at moment: Timestamp) -> Employment {
        guard let row = self.staff(staff, at: moment) else { return .unknown }
        if row.role == .houseAccount { return .employed }
        let hasBegun = row.employedFrom.map { $0 <= moment } ?? true
        let hasEnded = row.employedTo.map { $0 <= moment } ?? false
        return hasBegun && !hasEnded ? .employed : .notEmployed
    }

    /// The department's house account at `moment`; commands see to it that there is at most one.
    package func houseAccount(
        of department: DepartmentCode, at moment: Timestamp
    ) -> StaffNumber? {
        housesByDepartment[department]?.filter { number in
            let row = staff(number, at: moment)
            return row?.role == .houseAccount && row?.department == department
        }.min()
    }

    /// Staff members who ever were the department's house account, rising.
    package func houseAccounts(everOf department: DepartmentCode) -> [StaffNumber] {
        housesByDepartment[department]?.sorted() ?? []
    }

    /// Whether the staff member's tokens are rejected at `moment`: by the last change up to it.
    package func isRevoked(staff: StaffNumber, at moment: Timestamp) -> Bool {
        staffRevocations[staff]?.last { $0.recordedAt <= moment }?.change == .revoked
    }
}
