package import MeritCore

/// One row that an accepted command adds to the directory.
///
/// The rows of a kind, in journal order, rebuild the directory; rows of different kinds may come in
/// any order.
package enum DirectoryChange: Hashable, Sendable {
    case shop(ShopName)
    case person(PersonRow)
    case department(DepartmentRow)
    case staff(StaffRow)
    case staffRevocation(StaffRevocationRow)
    case link(LinkRow)
    case linkRevocation(LinkRevocationRow)
    case policy(PolicyRow)
    case key(KeyRow)
    /// What holds from a period on; without one it is the directory's first calendar.
    case calendar(BusinessCalendar, from: Period?)
    case identity(IdentitySettings)
    /// New, or changed: the last row of a number holds.
    case adjustment(AdjustmentRow)
    /// New, or changed: the last row of a number holds.
    case rerun(RerunRow)
    case closeProposal(CloseProposalRow)
    case closing(ClosingRow)
    case split(SplitRow)
    case keyIssue(KeyIssueRow)
}
