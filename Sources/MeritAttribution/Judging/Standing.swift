import MeritCore

/// What tests 4 to 6 make of a person.
enum Standing: Hashable {
    /// Credit goes to this payee: the person, or whoever was put in the person's place.
    case eligible(StaffNumber)
    /// `instead`: who was put in the person's place and was rejected there; nil: nobody was.
    case rejected(RejectReason, instead: StaffNumber?)

    var rejection: RejectReason? {
        switch self {
        case .eligible: nil
        case .rejected(let reason, _): reason
        }
    }

    /// Who stands in the place of `staff`; nil: nobody else.
    func payee(for staff: StaffNumber?) -> StaffNumber? {
        switch self {
        case .eligible(let payee): payee == staff ? nil : payee
        case .rejected(_, let instead): instead
        }
    }

    /// This, unless an earlier test rejects.
    init(_ rejection: RejectReason?, else standing: @autoclosure () -> Standing) {
        self = rejection.map { .rejected($0, instead: nil) } ?? standing()
    }
}
