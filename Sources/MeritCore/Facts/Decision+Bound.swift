extension Decision {
    /// The relation between customer and guide at T.
    public struct Bound: Hashable, Sendable {
        public let guide: StaffNumber
        /// When the guide became the customer's guide.
        public let since: Timestamp
        /// The first instant the relation no longer holds; nil: it is permanent.
        public let validUntil: Timestamp?
        /// The first instant another may take the customer; nil: never.
        public let protectedUntil: Timestamp?

        public init(
            guide: StaffNumber, since: Timestamp, validUntil: Timestamp?,
            protectedUntil: Timestamp?
        ) {
            self.guide = guide
            self.since = since
            self.validUntil = validUntil
            self.protectedUntil = protectedUntil
        }
    }

    /// Everything of the directory that was looked up for a decision, whether found or not. Each
    /// list rises and names each once.
    public struct Examined: Hashable, Sendable {
        public let staff: [StaffNumber]
        public let departments: [DepartmentCode]
        public let stores: [StoreCode]
        public let links: [LinkNumber]

        /// In any order, with repetitions.
        public init(
            staff: some Swift.Sequence<StaffNumber>,
            departments: some Swift.Sequence<DepartmentCode>,
            stores: some Swift.Sequence<StoreCode>, links: some Swift.Sequence<LinkNumber>
        ) {
            self.staff = Set(staff).sorted()
            self.departments = Set(departments).sorted()
            self.stores = Set(stores).sorted()
            self.links = Set(links).sorted()
        }

        /// Nothing.
        public static let none = Examined(staff: [], departments: [], stores: [], links: [])

        /// What these name: all that is known of a decision of version 1.
        init(of candidates: [Candidate], shares: [Share], store: StoreCode?) {
            let payees = shares.map(\.payee).filter { $0 != .unattributed }
            self.init(
                staff: candidates.compactMap(\.staff) + candidates.compactMap(\.payee) + payees,
                departments: shares.compactMap(\.department), stores: [store].compactMap(\.self),
                links: candidates.compactMap(\.link))
        }
    }
}
