package io.privicore.bootstrap.embedded;

import org.apache.qpid.server.bytebuffer.QpidByteBuffer;
import org.apache.qpid.server.protocol.ErrorCodes;
import org.apache.qpid.server.protocol.v0_8.AMQChannel;
import org.apache.qpid.server.protocol.v0_8.AMQShortString;
import org.apache.qpid.server.protocol.v0_8.FieldTable;
import org.apache.qpid.server.protocol.v0_8.transport.BasicContentHeaderProperties;
import org.apache.qpid.server.protocol.v0_8.transport.ServerChannelMethodProcessor;

/** What a device may ask of its channel: to read, to settle and to publish. The rest ends the channel. */
record DeviceChannel(GuardedConnection connection, AMQChannel channel) implements ServerChannelMethodProcessor {

    @Override
    public void receiveBasicConsume(
            AMQShortString queue,
            AMQShortString consumerTag,
            boolean noLocal,
            boolean noAck,
            boolean exclusive,
            boolean nowait,
            FieldTable arguments) {
        channel.receiveBasicConsume(queue, consumerTag, noLocal, noAck, exclusive, nowait, arguments);
    }

    @Override
    public void receiveBasicCancel(AMQShortString consumerTag, boolean noWait) {
        channel.receiveBasicCancel(consumerTag, noWait);
    }

    @Override
    public void receiveBasicGet(AMQShortString queue, boolean noAck) {
        channel.receiveBasicGet(queue, noAck);
    }

    @Override
    public void receiveBasicQos(long prefetchSize, int prefetchCount, boolean global) {
        channel.receiveBasicQos(prefetchSize, prefetchCount, global);
    }

    @Override
    public void receiveBasicAck(long deliveryTag, boolean multiple) {
        channel.receiveBasicAck(deliveryTag, multiple);
    }

    @Override
    public void receiveBasicNack(long deliveryTag, boolean multiple, boolean requeue) {
        channel.receiveBasicNack(deliveryTag, multiple, requeue);
    }

    @Override
    public void receiveBasicReject(long deliveryTag, boolean requeue) {
        channel.receiveBasicReject(deliveryTag, requeue);
    }

    @Override
    public void receiveBasicRecover(boolean requeue, boolean sync) {
        channel.receiveBasicRecover(requeue, sync);
    }

    @Override
    public void receiveConfirmSelect(boolean nowait) {
        channel.receiveConfirmSelect(nowait);
    }

    @Override
    public void receiveBasicPublish(
            AMQShortString exchange, AMQShortString routingKey, boolean mandatory, boolean immediate) {
        channel.receiveBasicPublish(exchange, routingKey, mandatory, immediate);
    }

    @Override
    public void receiveMessageHeader(BasicContentHeaderProperties properties, long bodySize) {
        channel.receiveMessageHeader(properties, bodySize);
    }

    @Override
    public void receiveMessageContent(QpidByteBuffer data) {
        channel.receiveMessageContent(data);
    }

    @Override
    public void receiveChannelFlow(boolean active) {
        channel.receiveChannelFlow(active);
    }

    @Override
    public void receiveChannelFlowOk(boolean active) {
        channel.receiveChannelFlowOk(active);
    }

    @Override
    public void receiveChannelClose(int replyCode, AMQShortString replyText, int classId, int methodId) {
        channel.receiveChannelClose(replyCode, replyText, classId, methodId);
    }

    @Override
    public void receiveChannelCloseOk() {
        channel.receiveChannelCloseOk();
    }

    @Override
    public boolean ignoreAllButCloseOk() {
        return channel.ignoreAllButCloseOk();
    }

    @Override
    public void receiveAccessRequest(
            AMQShortString realm, boolean exclusive, boolean passive, boolean active, boolean write, boolean read) {
        deny("access.request");
    }

    @Override
    public void receiveExchangeDeclare(
            AMQShortString exchange,
            AMQShortString type,
            boolean passive,
            boolean durable,
            boolean autoDelete,
            boolean internal,
            boolean nowait,
            FieldTable arguments) {
        deny("exchange.declare");
    }

    @Override
    public void receiveExchangeDelete(AMQShortString exchange, boolean ifUnused, boolean nowait) {
        deny("exchange.delete");
    }

    @Override
    public void receiveExchangeBound(AMQShortString exchange, AMQShortString routingKey, AMQShortString queue) {
        deny("exchange.bound");
    }

    @Override
    public void receiveQueueDeclare(
            AMQShortString queue,
            boolean passive,
            boolean durable,
            boolean exclusive,
            boolean autoDelete,
            boolean nowait,
            FieldTable arguments) {
        deny("queue.declare");
    }

    @Override
    public void receiveQueueBind(
            AMQShortString queue,
            AMQShortString exchange,
            AMQShortString bindingKey,
            boolean nowait,
            FieldTable arguments) {
        deny("queue.bind");
    }

    @Override
    public void receiveQueueUnbind(
            AMQShortString queue, AMQShortString exchange, AMQShortString bindingKey, FieldTable arguments) {
        deny("queue.unbind");
    }

    @Override
    public void receiveQueuePurge(AMQShortString queue, boolean nowait) {
        deny("queue.purge");
    }

    @Override
    public void receiveQueueDelete(AMQShortString queue, boolean ifUnused, boolean ifEmpty, boolean nowait) {
        deny("queue.delete");
    }

    @Override
    public void receiveTxSelect() {
        deny("tx.select");
    }

    @Override
    public void receiveTxCommit() {
        deny("tx.commit");
    }

    @Override
    public void receiveTxRollback() {
        deny("tx.rollback");
    }

    private void deny(String method) {
        connection.closeChannelAndWriteFrame(
                channel, ErrorCodes.ACCESS_REFUSED, "Permission to " + method + " is denied for devices");
    }
}
