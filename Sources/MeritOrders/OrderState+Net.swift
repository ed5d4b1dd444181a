package import MeritCore

extension OrderState {
    /// The net amounts at `moment`, as `NetCourse` says; for several moments ask one of those.
    package func net(at moment: Timestamp) -> NetAmounts {
        var course = NetCourse(of: self)
        return course.net(at: moment)
    }
}
