package import MeritCore

extension Directory {
    /// Rising.
    package var departmentCodes: [DepartmentCode] { departments.keys.sorted() }

    package func knows(_ department: DepartmentCode) -> Bool { departments[department] != nil }

    /// As recorded; empty where the directory has no such department.
    package func rows(of department: DepartmentCode) -> [DepartmentRow] {
        departments[department]?.rows ?? []
    }

    package func timeline(of department: DepartmentCode) -> Timeline<DepartmentRow>? {
        departments[department]
    }

    /// The row that holds at `moment`; nil where the directory has no such department.
    package func department(
        _ department: DepartmentCode, at moment: Timestamp
    ) -> DepartmentRow? {
        departments[department]?.row(at: moment)
    }

    /// The department that is this store at `moment`. Where several say so, the first by code.
    package func department(ofStore store: StoreCode, at moment: Timestamp) -> DepartmentCode? {
        departmentsByStore[store]?.filter { department($0, at: moment)?.store == store }.min()
    }

    /// Departments that were this store at any time, rising.
    package func departments(everOfStore store: StoreCode) -> [DepartmentCode] {
        departmentsByStore[store]?.sorted() ?? []
    }

    /// The house account of the department that is this store at `moment`.
    package func houseAccount(
        ofStore store: StoreCode, at moment: Timestamp
    ) -> StaffNumber? {
        department(ofStore: store, at: moment).flatMap { houseAccount(of: $0, at: moment) }
    }

    /// Whether `ancestor` is `department` or stands above it at `moment`.
    package func isBelow(
        _ department: DepartmentCode, _ ancestor: DepartmentCode, at moment: Timestamp
    ) -> Bool {
        var place: DepartmentCode? = department
        var seen: Set<DepartmentCode> = []
        while let code = place, seen.insert(code).inserted {
            if code == ancestor { return true }
            place = self.department(code, at: moment)?.parent
        }
        return false
    }
}
