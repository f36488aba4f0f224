package io.privicore.adapters.persistence.directory;

import io.privicore.adapters.persistence.profile.JpaProfiles;
import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.UserBatches;
import io.privicore.domain.directory.Member;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.profile.Profile;
import io.privicore.domain.profile.Username;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Users many at a time in PostgreSQL. */
@ApplicationScoped
public class JpaUserBatches implements UserBatches {

    private static final UUID FIRST = new UUID(0, 0);

    private static final String META_FIELDS = """
            select distinct f.name collate "C" as name from member m cross join lateral jsonb_object_keys(m.meta) as f (name)
            where m.directory_id = ? order by 1 limit ?
            """;

    private static final String AFTER = """
            select m.*, p.username from member m join profile p on p.id = m.profile_id
            where m.directory_id = ? and (m.username_key, m.profile_id) > (?, ?)
            order by m.username_key, m.profile_id limit ?
            """;

    private final JpaProfiles profiles;
    private final JpaMembers members;
    private final Sql sql;

    JpaUserBatches(JpaProfiles profiles, JpaMembers members, Sql sql) {
        this.profiles = profiles;
        this.members = members;
        this.sql = sql;
    }

    @Override
    public Known known(DirectoryId directory, Collection<Username> usernames, Collection<Name> externalIds) {
        var called =
                members.called(directory, externalIds.stream().map(Name::value).toList());
        var named = profiles.named(usernames.stream().map(Username::key).toList());
        var namedIds = named.stream().map(profile -> profile.id().value()).collect(Collectors.toSet());
        var calledIds = called.stream().map(member -> member.profile().value()).collect(Collectors.toSet());

        var all = new ArrayList<>(named);
        all.addAll(profiles.all(without(calledIds, namedIds)));
        var inside = new ArrayList<>(called);
        inside.addAll(members.all(directory, without(namedIds, calledIds)));
        return new Known(all, inside);
    }

    @Override
    public void save(List<Change<Profile>> changedProfiles, List<Change<Member>> changedMembers) {
        profiles.saveAll(changedProfiles);
        members.saveAll(changedMembers);
    }

    @Override
    public List<String> metaFields(DirectoryId directory, int limit) {
        return sql.list(META_FIELDS, row -> row.getString("name"), directory.value(), limit);
    }

    @Override
    public List<Listed> after(DirectoryId directory, Optional<Listed> last, int limit) {
        return sql.list(
                AFTER,
                row -> {
                    var member = JpaMembers.member(row);
                    return new Listed(
                            member.profile(),
                            new Username(row.getString("username")),
                            member.role(),
                            member.state(),
                            member.person());
                },
                directory.value(),
                last.map(user -> user.username().key()).orElse(""),
                last.map(Listed::profile).map(ProfileId::value).orElse(FIRST),
                limit);
    }

    private static List<UUID> without(Collection<UUID> ids, Collection<UUID> those) {
        return ids.stream().filter(id -> !those.contains(id)).toList();
    }
}
