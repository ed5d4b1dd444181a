import MeritAPI
import MeritCollector
import MeritCore
import MeritQRCode
import MeritToken
import SystemPackage

extension RedirectSettings {
    /// What the collector's table is built with; every setting that is none is named.
    init(_ collector: ServiceConfiguration.Collector) throws(ConfigurationFaults) {
        var faults: [ConfigurationFault] = []
        var settings = RedirectSettings()
        do throws(DestinationHosts.Fault) {
            settings.destinationHosts = try DestinationHosts(collector.destinationHosts)
        } catch {
            faults.append(.init(place: "collector.destination_hosts", message: error.message))
        }
        do throws(DestinationFault) {
            settings.fallback = try collector.fallback.map { text throws(DestinationFault) in
                try Destination(text)
            }
        } catch {
            faults.append(.init(place: "collector.fallback", message: error.message))
        }
        do throws(OriginList.Fault) {
            settings.origins = try OriginList(collector.origins)
        } catch {
            faults.append(.init(place: "collector.origins", message: error.message))
        }
        do throws(DestinationFault) {
            _ = try collector.publicURL.map { text throws(DestinationFault) in
                try Destination(text)
            }
        } catch {
            faults.append(.init(place: "collector.public_url", message: error.message))
        }
        settings.publicURL = collector.shownURL
        if collector.shownURL.utf8.count > Self.publicURLBytesMax {
            faults.append(
                .init(
                    place: "collector.public_url",
                    message: "longer than \(Self.publicURLBytesMax) bytes: codes must hold it"))
        }
        settings.miniPrograms = Set(collector.miniPrograms)
        guard faults.isEmpty else { throw ConfigurationFaults(faults: faults) }
        self = settings
    }

    /// So that every redirect's address fits a QR code.
    private static let publicURLBytesMax =
        QRCode.textBytesMax - "/r/".utf8.count - StaffToken.characterCount
}

extension ServiceConfiguration.Collector {
    /// What stands before `/r/TOKEN`, without a slash at its end: the public address, or where
    /// the collector listens.
    var shownURL: String {
        let url = publicURL ?? "http://\(listen)"
        return url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}

extension APISettings {
    init(_ engine: Engine) throws(ConfigurationFaults) {
        let collector = engine.configuration.collector
        self.init(
            publicURL: collector.shownURL,
            destinationHosts: try RedirectSettings(collector).destinationHosts, program: "merit",
            sealedFolder: engine.paths.sealed.string)
    }
}
